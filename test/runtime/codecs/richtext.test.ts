import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../templates/runtime/codecs/html-read.js';
import { writeHtml } from '../../../templates/runtime/codecs/html-write.js';
import { readMarkdown } from '../../../templates/runtime/codecs/markdown-read.js';
import { writeMarkdown } from '../../../templates/runtime/codecs/markdown-write.js';
import { readPlain, writePlain } from '../../../templates/runtime/codecs/plain.js';
import { toHtml, toMarkdown, toPlain } from '../../../templates/runtime/codecs/richtext.js';
import { awkward, timeOf } from './awkward.js';
import { random } from './random.js';

const text = (value: string, styles: object = {}) => ({ type: 'text', text: value, styles });
const block = (type: string, content: unknown, more: object = {}) => ({
  id: '1',
  type,
  content,
  children: [],
  ...more,
});
const htmlOf = (...blocks: readonly unknown[]) =>
  toHtml({ format: 'blocknote', text: JSON.stringify(blocks) });
const props = { backgroundColor: 'default', textColor: 'default', textAlignment: 'left' };

describe('blocks', () => {
  it('are read with their styles', () => {
    expect(
      htmlOf(
        block('heading', [text('a')], { props: { ...props, level: 2 } }),
        block(
          'paragraph',
          [text('b '), text('c', { bold: true, italic: true }), text('\nd', { strike: true, code: true })],
          { props },
        ),
        block('paragraph', [{ type: 'link', href: 'https://x.test', content: [text('e')] }]),
        block('quote', [text('f')]),
        block('codeBlock', [text('g\nh')], { props: { language: 'js' } }),
        block('divider', undefined),
        block('paragraph', []),
      ),
    ).toEqual({
      text:
        '<h2>a</h2><p>b <strong><em>c</em></strong><br><s><code>d</code></s></p><p><a href="https://x.test">e</a></p>' +
        '<blockquote><p>f</p></blockquote><pre><code class="language-js">g\nh\n</code></pre><hr>',
      exact: true,
    });
  });

  it('that are items of lists are put into lists', () => {
    const nested = [block('numberedListItem', 'b', { props: { start: 3 } }), block('numberedListItem', 'c')];
    expect(
      htmlOf(
        block('bulletListItem', 'a', { children: nested }),
        block('bulletListItem', 'd'),
        block('numberedListItem', 'e'),
      ),
    ).toEqual({
      text: '<ul><li>a<ol start="3"><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e</li></ol>',
      exact: true,
    });
  });

  // prettier-ignore
  it.each([
    [[block('paragraph', [text('a', { textColor: 'red' })])], '<p>a</p>'],
    [[block('paragraph', 'a', { props: { textAlignment: 'right' } })], '<p>a</p>'],
    [[block('paragraph', 'a', { children: [block('paragraph', 'b')] })], '<p>a</p><p>b</p>'],
    [[block('checkListItem', 'a', { props: { checked: true } })], '<ul><li>[x] a</li></ul>'],
    [[block('image', undefined, { props: { url: 'https://x.test/a.png', name: 'a.png', caption: '' } })], '<p>a.png</p>'],
    [[block('paragraph', [{ type: 'link', href: 'javascript:x', content: [text('a')] }])], '<p>a</p>'],
    [[block('paragraph', [{ type: 'mention', props: {} }, text('a')])], '<p>a</p>'],
    [[block('table', { type: 'tableContent', rows: [{ cells: [[text('a')], { content: [text('b')] }] }, { cells: ['c'] }] })], '<p>a | b<br>c</p>'],
    [[block('unknown', 'a'), 7, null, [], { type: 'heading' }], null],
  ])('that are not carried in full say so: %j', (blocks, html) => {
    const written = htmlOf(...blocks);
    expect(written.exact).toBe(false);
    if (html !== null) expect(written.text).toBe(html);
  });

  it('that are no JSON are plain text', () => {
    expect(toHtml({ format: 'blocknote', text: '[{' })).toEqual({ text: '<p>[{</p>', exact: false });
    expect(toHtml({ format: 'blocknote', text: '{"a":1}' })).toEqual({
      text: '<p>{&quot;a&quot;:1}</p>',
      exact: false,
    });
    expect(toPlain({ format: 'blocknote', text: '' })).toEqual({ text: '', exact: true });
    expect(toPlain({ format: 'blocknote', text: '[]' })).toEqual({ text: '', exact: true });
  });

  it('may nest as deep as JSON can', () => {
    const deep =
      '[{"type":"bulletListItem","content":"a","children":'.repeat(20_000) + '[]' + '}]'.repeat(20_000);
    expect(timeOf(() => expect(toHtml({ format: 'blocknote', text: deep }).exact).toBe(false))).toBeLessThan(
      1_000,
    );
    expect(() => toHtml({ format: 'blocknote', text: '['.repeat(1_000_000) })).not.toThrow();
  });
});

const readers = { html: readHtml, markdown: readMarkdown, plain: readPlain };
const writers = { html: writeHtml, markdown: writeMarkdown, plain: writePlain };

describe('rich text', () => {
  it.each(
    (['html', 'markdown', 'plain'] as const).flatMap((from) =>
      (['html', 'markdown', 'plain'] as const).map((to) => [from, to] as const),
    ),
  )('from %s to %s says the same, if it is called exact', (from, to) => {
    const { text: some } = random(47);
    for (let round = 0; round < 10_000; round++) {
      const document = readers[from](some(awkward, 10));
      const written = writers[to](document);
      if (written.exact) expect(writeHtml(readers[to](written.text)).text).toBe(writeHtml(document).text);
    }
  });

  it('takes every text as every form, and never throws', () => {
    const { text: some } = random(41);
    for (let round = 0; round < 1_500; round++) {
      for (const format of ['html', 'markdown', 'plain', 'blocknote'] as const) {
        const rich = { format, text: some(awkward, 10) };
        for (const written of [toHtml(rich), toMarkdown(rich), toPlain(rich)])
          expect(typeof written.text).toBe('string');
      }
    }
  });

  it('stays harmless: no link that runs code, no tag out of a text', () => {
    const { text: some } = random(43);
    const evil = [
      ...awkward,
      '<img src=x onerror=y>',
      '<a href="javascript:x">',
      '[a](javascript:x)',
      '<javascript:x>',
      '&#106;avascript:x',
      '&lt;script&gt;',
    ];
    for (let round = 0; round < 10_000; round++) {
      const format = (['markdown', 'plain', 'blocknote'] as const)[round % 3] ?? 'plain';
      const { text: html } = toHtml({ format, text: some(evil, 10) });
      expect(
        html
          .replace(/<\/?(?:p|h[1-6]|strong|em|s|code|pre|ul|ol|li|blockquote)>|<br>|<hr>/g, '')
          .replace(allowedTags, ''),
      ).not.toContain('<');
    }
  });
});

const allowedTags =
  /<a href="(?:https?:\/\/|mailto:|tel:)[^"<>]*">|<\/a>|<ol start="\d+">|<code class="language-[\w+#.-]+">/gi;
