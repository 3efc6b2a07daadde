/** The expected probability of a reward of each option after some were tried, from a uniform prior: (rewards + 1) / (tries + 2). */
export function posteriorMeans(tried: readonly number[], rewards: readonly number[], options: number): number[] {
  const [tries, paid] = [new Array<number>(options).fill(0), new Array<number>(options).fill(0)];
  tried.forEach((option, k) => {
    tries[option]++;
    paid[option] += rewards[k];
  });
  return tries.map((count, option) => (paid[option] + 1) / (count + 2));
}
