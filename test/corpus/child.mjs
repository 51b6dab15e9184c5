/** Children with limits. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const usage = fileURLToPath(new URL('../bench/usage.cjs', import.meta.url));
const KEPT = 1 << 20;

/**
 * Runs a Node program within a time, in seconds, and a heap, in megabytes. Gives how it ended, what it printed (the beginning of it) and
 * what it cost.
 */
export async function run(args, { cwd, seconds, heap }) {
  const began = performance.now();
  const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, '--require', usage, ...args], {
    cwd,
    // The heap's limit is for JavaScript; a compiler that is none heeds the other.
    env: { ...process.env, NO_COLOR: '1', GOMEMLIMIT: `${heap}MiB` },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, seconds * 1000);
  const [stdout, stderr, used, ended] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    textOf(child.stdio[3]),
    new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal }))),
  ]);
  clearTimeout(timer);
  const memory = used === '' ? undefined : Math.round(JSON.parse(used).maxRSS / 1024);
  return { ...ended, late, stdout, stderr, memory, seconds: (performance.now() - began) / 1000 };
}

/** Why a child is to blame for its end, in short; nothing if it ended by itself with one of the codes. */
export function fault(ran, what, codes) {
  if (ran.late) return `${what}: no end after ${Math.round(ran.seconds)} s`;
  if (/heap out of memory|Allocation failed/i.test(ran.stderr)) return `${what}: out of memory`;
  if (ran.signal !== null) return `${what}: killed by ${ran.signal}`;
  if (codes.includes(ran.code)) return undefined;
  const lines = ran.stderr.split('\n').filter((line) => line.trim() !== '');
  const says = lines.find((line) => /^\s*(\w*Error\b|Uncaught)/.test(line)) ?? lines[0] ?? 'nothing was said';
  return `${what}: ended with ${ran.code}: ${says.trim()}`;
}

async function textOf(stream) {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) if (text.length < KEPT) text += chunk;
  return text;
}
