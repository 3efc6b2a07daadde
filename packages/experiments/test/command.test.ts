import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

// The command as people run it: the built package under plain Node.
const bin = fileURLToPath(new URL('../bin/lrsim.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lrsim-'));
afterAll(() => rmSync(root, { recursive: true }));

const small = ['--units', '24', '--trials', '8', '--updates', '60', '--noise-floor-draws', '3', '--jobs', '2'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; `during` may signal it. */
const lrsim = (args: string[], during: (child: ChildProcess) => void = () => {}) =>
  new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: root });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    during(child);
  });

const results = (out: string) => readFileSync(join(root, out, 'results.json'), 'utf8');

describe('lrsim run', () => {
  it('killed at random moments ten times, ends with the same results', async () => {
    const startedAt = Date.now();
    const whole = await lrsim(['run', ...small, '--out', 'whole']);
    expect(whole.code).toBe(0);
    expect(whole.stdout).toMatch(/SIMULATED recording/);
    const took = Date.now() - startedAt;
    const killed = async (kill: (child: ChildProcess) => void) =>
      (await lrsim(['run', ...small, '--out', 'killed'], kill)).code === null;
    // Once while it surely trains; at the other moments it may have ended.
    expect(await killed((child) => child.stderr?.once('data', () => child.kill('SIGKILL')))).toBe(true);
    for (let kill = 1; kill < 10; kill++)
      await killed((child) => setTimeout(() => child.kill('SIGKILL'), Math.random() * took));
    expect((await lrsim(['run', ...small, '--out', 'killed'])).code).toBe(0);
    expect(results('killed')).toBe(results('whole'));
  });

  it('stops on Ctrl-C after a checkpoint, says how to go on, and goes on', async () => {
    const args = ['run', ...small, '--out', 'interrupted'];
    const stopped = await lrsim(args, (child) => {
      child.stderr?.once('data', () => child.kill('SIGINT')); // the first line of progress: training has begun
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/the same command goes on from the checkpoints in interrupted/);
    expect((await lrsim(args)).code).toBe(0);
    expect(results('interrupted')).toBe(results('whole'));
  });

  it('takes settings from a file, and flags go before it', async () => {
    writeFileSync(
      join(root, 'settings.json'),
      JSON.stringify({ units: 6, trials: 2, updates: 1, seeds: [4], noiseFloorDraws: 2 }),
    );
    const { code } = await lrsim(['run', 'settings.json', '--units', '5', '--out', 'from-file']);
    expect(code).toBe(0);
    expect(JSON.parse(results('from-file')).settings).toMatchObject({ units: 5, trials: 2, seeds: [4] });
  });
});

describe('wrong input ends with one message, exit code 1 and no stack', () => {
  it.each([
    [['--rules', 'bptt,epop'], /learning rule named 'epop'. Did you mean 'eprop'/],
    [['--task', 'context-decison'], /Did you mean 'context-decision'/],
    [['--task', 'context-decision'], /8 conditions, the task context-decision has 72/],
    [['--recording', 'nowhere'], /nowhere/],
    [['--updates', 'many'], /expected a number/],
    [['no-such-file.json'], /settings file no-such-file\.json could not be read: there is none/],
    [['--out', join(bin, 'below')], /--out/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await lrsim(['run', ...args]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
