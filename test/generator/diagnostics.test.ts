import { describe, expect, it } from 'vitest';
import { Report } from '../../generator/diagnostics.js';
import { readYaml } from '../../generator/load/yaml.js';
import { Source, type Part } from '../../generator/source.js';

function source(text: string, path = 'a.yaml'): Source {
  return readYaml(path, text, new Report())!;
}

describe('a report', () => {
  it('has failed when it holds an error, and not by warnings', () => {
    const report = new Report();
    expect(report.failed).toBe(false);
    report.add('document/dangling-ref', undefined, { ref: '#/x' });
    expect([report.failed, report.diagnostics[0]!.severity]).toEqual([false, 'warning']);
    report.add('config/invalid', undefined, { reason: 'x' });
    expect(report.failed).toBe(true);
  });

  it('tells in the order of files and places, and of one place in the order of telling', () => {
    const [a, b] = [source('x: 1\ny: 2\n', 'a.yaml'), source('x: 1\n', 'b.yaml')];
    const report = new Report();
    const add = (from: Source, name: string, reason: string): void =>
      report.add('config/invalid', { source: from, pointer: [name] }, { reason });
    add(b, 'x', '5');
    add(a, 'y', '3');
    add(a, 'x', '1');
    add(a, 'y', '4');
    add(a, 'x', '2');
    report.add('config/invalid', undefined, { reason: '0' });
    expect(report.diagnostics.map(({ message }) => message[0])).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('tells the same of the same place once, and of another place or in other words again', () => {
    const [a, again] = [source('x: 1\ny: 2\n'), source('x: 1\ny: 2\n')];
    const report = new Report();
    const add = (from: Source, name: string, reason: string, part: Part = 'value'): void =>
      report.add('config/invalid', { source: from, pointer: [name], part }, { reason });
    add(a, 'x', '1');
    add(again, 'x', '1');
    add(a, 'x', '2');
    add(a, 'x', '1', 'key');
    add(a, 'y', '1');
    expect(report.diagnostics).toHaveLength(4);
  });

  it('cuts what a document calls by an endless name', () => {
    const report = new Report();
    report.add('mapping/unknown-entity', undefined, { entity: 'x'.repeat(100_000) });
    expect(report.diagnostics[0]!.message.length).toBeLessThan(400);
  });
});
