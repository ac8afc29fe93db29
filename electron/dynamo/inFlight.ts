/**
 * Runs `work` for each of `jobs`, at most `most` at a time; the results are in the order of the jobs. After a failure
 * nothing is begun any more.
 * @throws what the first job to fail threw, once all that were under way have ended
 */
export async function runInFlight<Job, Result>(
  jobs: readonly Job[],
  most: number,
  work: (job: Job) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const failures: unknown[] = [];
  let upcoming = 0;
  const runner = async (): Promise<void> => {
    for (let index = upcoming++; failures.length === 0; index = upcoming++) {
      const job = jobs[index];
      if (job === undefined) return;
      try {
        results.set(index, await work(job));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, jobs.length) }, runner));
  if (failures.length > 0) throw failures[0];
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
