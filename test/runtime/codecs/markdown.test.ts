import { describe, expect, it } from 'vitest';
import type { Document } from '../../../templates/runtime/codecs/document.js';
import { readMarkdown } from '../../../templates/runtime/codecs/markdown-read.js';
import { writeMarkdown } from '../../../templates/runtime/codecs/markdown-write.js';
import { toHtml, toMarkdown, toPlain } from '../../../templates/runtime/codecs/richtext.js';
import { awkward, hostile, slowest, timeOf } from './awkward.js';
import { random } from './random.js';

const htmlOf = (text: string) => toHtml({ format: 'markdown', text });
const plainOf = (text: string) => toPlain({ format: 'markdown', text });
const ofHtml = (text: string) => toMarkdown({ format: 'html', text });
const ofPlain = (text: string) => toMarkdown({ format: 'plain', text });

describe('Markdown', () => {
  // prettier-ignore
  it.each([
    ['', ''],
    ['a\nb\n\nc', '<p>a b</p><p>c</p>'],
    ['a  \nb\\\nc', '<p>a<br>b<br>c</p>'],
    ['# a\n###### b ##\n####### c', '<h1>a</h1><h6>b</h6><p>####### c</p>'],
    ['a\n===\nb\n---', '<h1>a</h1><h2>b</h2>'],
    ['*a* _b_ **c** __d__ ~~e~~ ***f***', '<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <s>e</s> <strong><em>f</em></strong></p>'],
    ['a*b*c a_b_c a * b * c', '<p>a<em>b</em>c a_b_c a * b * c</p>'],
    ['**a*b*c**', '<p><strong>a<em>b</em>c</strong></p>'],
    ['*a **b*', '<p>*a *<em>b</em></p>'],
    ['`a  *b*` ``c`d`` ` `` `', '<p><code>a&nbsp; *b*</code> <code>c`d</code> <code>``</code></p>'],
    ['\\*a\\* \\a &amp; &lt;b&gt; &copy;', '<p>*a* \\a &amp; &lt;b&gt; ©</p>'],
    ['[a *b*](https://x.test/?a=1&b=2) [c](<mailto:a@b.c>)', '<p><a href="https://x.test/?a=1&amp;b=2">a <em>b</em></a> <a href="mailto:a@b.c">c</a></p>'],
    ['<https://x.test> <a@b.c>', '<p><a href="https://x.test">https://x.test</a> <a href="mailto:a@b.c">a@b.c</a></p>'],
    ['[a] [b](c', '<p>[a] [b](c</p>'],
    ['- a\n- b\n  - c\n\n+ d', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ul><li>d</li></ul>'],
    ['3. a\n\n   b\n4. c', '<ol start="3"><li><p>a</p><p>b</p></li><li>c</li></ol>'],
    ['-\n- a', '<ul><li></li><li>a</li></ul>'],
    ['a\n- b\n2. c', '<p>a</p><ul><li>b</li></ul><ol start="2"><li>c</li></ol>'],
    ['a\n2. c', '<p>a 2. c</p>'],
    ['> a\nb\n> - c\n\n> d', '<blockquote><p>a b</p><ul><li>c</li></ul></blockquote><blockquote><p>d</p></blockquote>'],
    ['```js\na\n\n  b\n```\nc', '<pre><code class="language-js">a\n\n  b\n</code></pre><p>c</p>'],
    ['~~~\n```\n~~~', '<pre><code>```\n</code></pre>'],
    ['    a\n\n      b\n\nc', '<pre><code>a\n\n  b\n</code></pre><p>c</p>'],
    ['- ```\n  a\n   b\n  ```', '<ul><li><pre><code>a\n b\n</code></pre></li></ul>'],
    ['a\n\n***\n- - -\n___', '<p>a</p><hr><hr><hr>'],
    ['<b>a</b><br/>b', '<p><strong>a</strong><br>b</p>'],
    ['<ul><li>a</li></ul>\n\n*b*', '<ul><li>a</li></ul><p><em>b</em></p>'],
    ['| a\n', '<p>| a</p>'],
  ])('reads %j in full', (text, html) => {
    expect(htmlOf(text)).toEqual({ text: html, exact: true });
  });

  // prettier-ignore
  it.each([
    ['![a *b*](https://x.test/a.png)', '<p>a <em>b</em></p>'],
    ['[a](https://x.test "title")', '<p><a href="https://x.test">a</a></p>'],
    ['[a](javascript:x) [b](/c) <ftp://x.test>', '<p>a b ftp://x.test</p>'],
    ['a<!-- b -->c<u>d</u>', '<p>acd</p>'],
    ['<script>\n\na\n\n</script>\nb', '<p>b</p>'],
    ['<div align="right">a</div>', '<p>a</p>'],
    ['[a]: https://x.test', '<p>[a]: https://x.test</p>'],
    ['| a | b |\n|---|:-:|\n| *c* | d |\n\ne', '<p>a | b<br><em>c</em> | d</p><p>e</p>'],
    ['&nosuchname;', '<p>&amp;nosuchname;</p>'],
    ['- [x] a', '<ul><li>[x] a</li></ul>'],
    ['```js {1}\na', '<pre><code class="language-js">a\n</code></pre>'],
  ])('says that it leaves something out of %j', (text, html) => {
    expect(htmlOf(text)).toEqual({ text: html, exact: false });
  });

  // prettier-ignore
  it.each([
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\\\nc'],
    ['<h2>a # #</h2>', '## a # \\#'],
    ['<b>a</b> <i>b</i> <s>c</s> <code>d`</code>', '**a** _b_ ~~c~~ `` d` ``'],
    ['<i>a</i>b <i>c.</i>d', '*a*b *c.*&#100;'],
    ['<b>a </b>b<b><i>c</i></b>', '**a** &#98;**_c_**'],
    ['<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><ul><li>d</li></ul>', '- a\n  1. b\n- c\n\n+ d'],
    ['<ol start="9"><li>a<p>b</p></li><li><pre>c</pre></li></ol>', '9. a\n\n   b\n\n10. ```\n    c\n    ```'],
    ['<ul><li><ul><li></li></ul></li></ul>', '-\n  -'],
    ['<blockquote>a<blockquote>b</blockquote></blockquote>', '> a\n>\n> > b'],
    ['<pre><code class="language-md">```\n</code></pre><hr>', '````md\n```\n````\n\n***'],
    ['<a href="https://x.test/a_(b)">[x]</a>', '[\\[x\\]](https://x.test/a_\\(b\\))'],
  ])('is written for %j', (html, text) => {
    expect(ofHtml(html)).toEqual({ text, exact: true });
  });

  // prettier-ignore
  it.each([
    ['snake_case, a * b, 5 < 6, C:\\x, AT&T, -5, +49 151, 3.5', 'snake_case, a * b, 5 < 6, C:\\\\x, AT&T, -5, +49 151, 3.5'],
    ['- a\n1. b\n# c\n> d\n=', '\\- a\\\n1\\. b\\\n\\# c\\\n\\> d\\\n\\='],
    ['*a* _b_ [c](d) <e> `f` ~g~ &amp;', '\\*a\\* \\_b\\_ \\[c\\](d) \\<e> \\`f\\` \\~g\\~ \\&amp;'],
    ['  a  b ', '&#32; a  b&#32;'],
    ['https://x.test/a_b\nc', 'https://x.test/a_b  \nc'],
    ['https://x.test/*', 'https\\://x.test/\\*'],
  ])('is written for the text %j', (plain, text) => {
    expect(ofPlain(plain)).toEqual({ text, exact: true });
  });

  it('is left as it is when Markdown is asked for', () => {
    expect(toMarkdown({ format: 'markdown', text: '__a__ ![b](c)' })).toEqual({
      text: '__a__ ![b](c)',
      exact: true,
    });
  });

  it('becomes plain text, exactly if it has no markup', () => {
    expect(plainOf('a\\\nb\n\nc \\* d')).toEqual({ text: 'a\nb\n\nc * d', exact: true });
    expect(plainOf('a\nb')).toEqual({ text: 'a\nb', exact: false });
    expect(plainOf('# a\n- *b*\n- [c](https://x.test)')).toEqual({
      text: 'a\n\n- b\n- c (https://x.test)',
      exact: false,
    });
  });

  // prettier-ignore
  it.each([
    ['<p>a</p><p><br></p><p>b</p>', 'a\\\n\\\n\\\n\\\nb'],
    ['<pre>a&#13;b</pre>', '```\na\nb\n```'],
    ['<ul><li>a <code>b&#13;c</code></ul>', '- a `b c`'],
    ['<code>a<br>b</code>', '`a`\\\n`b`'],
    ['<a href="https://x.test/a b">c</a>', '[c](https://x.test/a%20b)'],
  ])('says that it has no word for something in %j', (html, text) => {
    expect(ofHtml(html)).toEqual({ text, exact: false });
  });

  it('carries every plain text there and back', () => {
    const { text } = random(29);
    for (let round = 0; round < 20_000; round++) {
      const plain = text(awkward, 8);
      const written = ofPlain(plain);
      expect(written.exact).toBe(true);
      expect(plainOf(written.text)).toEqual({ text: plain, exact: true });
    }
  });

  it.each(hostile)('takes time that grows with the length only: %j', { retry: 2 }, (piece) => {
    const [size, limit] = slowest.includes(piece) ? [1_000_000, 1_000] : [100_000, 250];
    const text = piece.repeat(Math.ceil(size / piece.length));
    let document: Document = { blocks: [], exact: true };
    expect(timeOf(() => (document = readMarkdown(text)))).toBeLessThan(limit);
    expect(timeOf(() => writeMarkdown(document))).toBeLessThan(limit);
    expect(timeOf(() => ofPlain(text))).toBeLessThan(limit);
  });
});
