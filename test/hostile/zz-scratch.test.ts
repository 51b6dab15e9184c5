import { it } from 'vitest';
import { appendFileSync } from 'node:fs';
import { payloads } from './payloads.js';
import { positionsOf, withText, random } from './positions.js';
import { compileAll, runAll } from './run.js';
import { attempt, projects } from './trial.js';
it('x', async () => {
  const all = await projects();
  const which = process.env['W'] ?? 'document';
  const project = all[which]!;
  const log = (s: string) => appendFileSync(`/tmp/hostile/log-${which}.txt`, s + '\n');
  const base = await attempt(project);
  log(`base ${base.files.length} ${base.milliseconds} ${base.faults.join('\n')}`);
  const positions = positionsOf(project).filter((p) => !(p.pointer.length === 1));
  log(`positions ${positions.length} payloads ${Object.keys(payloads).length}`);
  const next = random(Number(process.env['SEED'] ?? 1));
  const end = Date.now() + Number(process.env['SECONDS'] ?? 60) * 1000;
  const batch: { p: string; files: any }[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    try {
      const ran = await runAll(batch.map((b) => b.files));
      calls += ran.reduce((s, r) => s + r.calls, 0);
      ran.forEach((r, i) => {
        if (r.calls === 0) log(`NOCALLS ${batch[i]!.p}`);
        for (const f of r.faults) log(`RUN ${batch[i]!.p}\n   ${f.slice(0, 600)}`);
      });
    } catch (e) {
      log('RUNALL ' + batch.map((b) => b.p).join('; ') + String(e).slice(0, 2000));
    }
    if (process.env['TSC']) {
      const errs = await compileAll(batch.map((b) => b.files));
      for (const e of errs) {
        const i = Number(/^p(\d+)/.exec(e)?.[1]);
        const k = e.replace(/^.*?error/, '').slice(0, 80);
        if (!seen.has(k)) {
          seen.add(k);
          log(`TSC ${batch[i]?.p}\n   ${e.slice(0, 500)}`);
        }
      }
    }
    batch.length = 0;
  };
  let calls = 0;
  const seen = new Set<string>();
  let n = 0,
    refused = 0,
    slow = 0;
  while (Date.now() < end) {
    const p = positions[Math.floor(next() * positions.length)]!;
    const names = Object.keys(payloads);
    const name = names[Math.floor(next() * names.length)]!;
    const o = await attempt(withText(project, p, payloads[name]!) as any);
    n++;
    if (o.files.length === 0) refused++;
    else {
      batch.push({ p: `${p.pointer.join('/')} ${p.part} <- ${name}`, files: o.files });
      if (batch.length >= 60) await flush();
    }
    if (o.milliseconds > 2000) {
      slow++;
      log(`SLOW ${o.milliseconds} ${p.pointer.join('/')} ${p.part} <- ${name}`);
    }
    for (const f of o.faults) {
      const key = f.slice(0, 60) + f.match(/at .*\n.*\n/)?.[0];
      if (seen.has(key)) continue;
      seen.add(key);
      log(`FAULT ${p.pointer.join('/')} ${p.part} <- ${name}\n   ${f.slice(0, 900)}`);
    }
  }
  await flush();
  log(`n ${n} refused ${refused} calls ${calls} slow ${slow}`);
}, 3_000_000);
