import type { NdArray, Recording } from '../types.js';
import { expectThat, type TestRunner } from './runner.js';

/**
 * What every recording must be, as tests: complete and consistent in shape, labelled without duplicates, rates finite
 * and not negative, times ascending and uniform, of stated provenance, simulated data called so, the same bytes each
 * time it is loaded, in arrays of its own, and the files it was made from untouched.
 *
 * @param load - makes the recording; called several times.
 * @param files - gives the contents of the files `load` reads, if any: the very arrays, not copies.
 */
export function describeDataset(
  runner: TestRunner,
  name: string,
  load: () => Recording | Promise<Recording>,
  files: () => Iterable<Uint8Array> = () => [],
): void {
  const { it } = runner;
  let first: Promise<Recording> | undefined;
  const loaded = () => {
    first ??= Promise.resolve().then(load);
    return first;
  };

  runner.describe(`dataset ${name}`, () => {
    it('has a label or time for each index of its rates [conditions, time, units]', async () => {
      const { rates, conditions, timeMs, units, trialCounts } = await loaded();
      expectShape('rates', rates, [conditions.length, timeMs.length, units.length]);
      expectThat(
        conditions.length >= 2 && timeMs.length >= 2 && units.length >= 1,
        `rates are too small: [${rates.shape}]`,
      );
      if (trialCounts) expectShape('trialCounts', trialCounts, [conditions.length, units.length]);
    });

    it('labels conditions and units without duplicates', async () => {
      const { conditions, units } = await loaded();
      for (const labels of [conditions, units]) {
        const wrong = labels.find((label, i) => label === '' || labels.indexOf(label) !== i);
        expectThat(wrong === undefined, `the label '${wrong}' is empty or comes twice`);
      }
    });

    it('has finite rates of 0 Hz or more', async () => {
      const { rates } = await loaded();
      const wrong = rates.data.findIndex((rate) => !(rate >= 0 && rate < Infinity));
      expectThat(wrong < 0, `rates are ${rates.data[wrong]} at position ${wrong}`);
    });

    it('counts whole trials, at least one, where it counts them', async () => {
      const { trialCounts } = await loaded();
      const wrong = trialCounts?.data.find((count) => !(Number.isInteger(count) && count >= 1));
      expectThat(wrong === undefined, `trialCounts holds ${wrong}`);
    });

    it('has ascending times in equal steps, relative to a named event', async () => {
      const { timeMs, event } = await loaded();
      expectThat(event !== '', 'event is empty');
      const step = timeMs[1] - timeMs[0];
      // an axis of decimal fractions is uniform to rounding only; a millionth of a ms is far above that
      const wrong = timeMs.findIndex((time, i) => !(Math.abs(time - timeMs[0] - i * step) < 1e-6));
      expectThat(
        step > 0 && wrong < 0,
        `timeMs is ${timeMs[wrong]} at index ${wrong}, with a first step of ${step} ms`,
      );
    });

    it('has finite behaviour [conditions, time]', async () => {
      const { behaviour, conditions, timeMs } = await loaded();
      for (const [key, trace] of Object.entries(behaviour)) {
        expectShape(`behaviour ${key}`, trace, [conditions.length, timeMs.length]);
        expectThat(trace.data.every(Number.isFinite), `behaviour ${key} is not finite`);
      }
    });

    it('says where it comes from, and that it is simulated where it is', async () => {
      const { name: title, provenance } = await loaded();
      const { licence, citation, source, simulated } = provenance;
      for (const text of [title, licence, citation, source])
        expectThat(text?.length > 0, 'a name or provenance is empty');
      expectThat(simulated === /simulated/i.test(title), `simulated is ${simulated} but the name is '${title}'`);
    });

    it('is the same bytes each time it is loaded, in arrays of its own', async () => {
      const [one, other] = [await loaded(), await load()];
      const labels = ({ conditions, units, event, provenance }: Recording) =>
        JSON.stringify([conditions, units, event, provenance]);
      expectThat(labels(one) === labels(other), 'the labels or provenance differ');
      const arrays = [arraysOf(one), arraysOf(other)];
      expectThat(Object.keys(arrays[0]).join() === Object.keys(arrays[1]).join(), 'the arrays differ');
      for (const [key, array] of Object.entries(arrays[0])) {
        expectThat(sameBytes(array, arrays[1][key]), `${key} differs`);
        expectThat(array.buffer !== arrays[1][key].buffer, `${key} is shared between two recordings`);
      }
    });

    it('leaves the files it is made from untouched', async () => {
      const contents = [...files()];
      const before = contents.map((bytes) => Uint8Array.from(bytes));
      await load();
      expectThat(
        contents.every((bytes, i) => bytes.every((byte, j) => byte === before[i][j])),
        'loading changed the bytes of a file',
      );
    });
  });
}

function expectShape(what: string, array: NdArray, expected: readonly number[]): void {
  const size = expected.reduce((product, length) => product * length, 1);
  expectThat(
    array.shape.join() === expected.join() && array.data.length === size,
    `${what} has the shape [${array.shape}] and ${array.data.length} values; expected [${expected}]`,
  );
}

const arraysOf = ({ rates, timeMs, trialCounts, behaviour }: Recording): Record<string, Float64Array> => ({
  rates: rates.data,
  timeMs,
  ...(trialCounts && { trialCounts: trialCounts.data }),
  ...Object.fromEntries(Object.entries(behaviour).map(([name, { data }]) => [`behaviour ${name}`, data])),
});

/** Bit for bit, so that 0 and -0 differ. */
function sameBytes(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
