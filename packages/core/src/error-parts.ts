import { ArgumentError, ConvergenceError, FileFormatError, NonFiniteError, UnknownNameError } from './errors.js';

/** What goes of an error from thread to thread: cloned as it is, it would lose its class and with it its name. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
}

const classes = { ArgumentError, ConvergenceError, FileFormatError, NonFiniteError, UnknownNameError } as const;

/** The parts of what was thrown, to send to another thread: see `errorFromParts`. */
export function errorParts(thrown: unknown): ErrorParts {
  return thrown instanceof Error
    ? { name: thrown.name, message: thrown.message }
    : { name: 'Error', message: String(thrown) };
}

/** The error with these parts, of the class it had where it is one of lrsim's: for the thread that receives them to throw. */
export function errorFromParts({ name, message }: ErrorParts): Error {
  return Object.hasOwn(classes, name)
    ? new classes[name as keyof typeof classes](message)
    : Object.assign(new Error(message), { name });
}
