// The conformance suite of defined tasks, for any test runner

export { describeDefinedTask } from './describe-defined-task.js';
