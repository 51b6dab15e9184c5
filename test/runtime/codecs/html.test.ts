import { describe, expect, it } from 'vitest';
import type { Document } from '../../../templates/runtime/codecs/document.js';
import { readHtml } from '../../../templates/runtime/codecs/html-read.js';
import { writeHtml } from '../../../templates/runtime/codecs/html-write.js';
import { toHtml, toPlain } from '../../../templates/runtime/codecs/richtext.js';
import { awkward, hostile, slowest, timeOf } from './awkward.js';
import { random } from './random.js';

/** HTML, read and written again. */
const again = (html: string) => writeHtml(readHtml(html));
const plainOf = (html: string) => toPlain({ format: 'html', text: html });
const htmlOf = (text: string) => toHtml({ format: 'plain', text }).text;

describe('HTML', () => {
  // prettier-ignore
  it.each([
    ['', ''],
    ['<p>a</p>', '<p>a</p>'],
    ['a', '<p>a</p>'],
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['<div><p>a</p></div><div>b</div>', '<p>a</p><p>b</p>'],
    ['<p></p><p> \n </p>', ''],
    ['<p><br></p>', '<p><br></p>'],
    ['<p>a<br>b<br/></p>', '<p>a<br>b</p>'],
    [' <p> a \n  b </p> ', '<p>a b</p>'],
    ['<p>a <b> b </b> c</p>', '<p>a <strong>b</strong> c</p>'],
    ['<P>A&nbsp;&nbsp;B &amp; &lt;C&gt; &eacute;&#233;&#xE9;&#150;</P>', '<p>A&nbsp; B &amp; &lt;C&gt; ééé–</p>'],
    ['<b>a<i>b</i></b><i>c</i>', '<p><strong>a<em>b</em></strong><em>c</em></p>'],
    ['<b>a<i>b</b>c</i>', '<p><strong>a<em>b</em></strong><em>c</em></p>'],
    ['<strike>a</strike><del>b</del><s>c</s>', '<p><s>abc</s></p>'],
    ['<code>a  b</code>', '<p><code>a b</code></p>'],
    ['<h1>a</h1><h6>b</h6>c', '<h1>a</h1><h6>b</h6><p>c</p>'],
    ['<ul><li>a<li>b<ul><li>c</li></ul></ul>', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['<ul><li><p>a</p></li></ul>', '<ul><li>a</li></ul>'],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['<ol start="3"><li>a<p>b</p></li><li></li></ol>', '<ol start="3"><li><p>a</p><p>b</p></li><li></li></ol>'],
    ['<ul></ul><li>a', '<ul><li>a</li></ul>'],
    ['<blockquote>a<ul><li>b</blockquote>c', '<blockquote><p>a</p><ul><li>b</li></ul></blockquote><p>c</p>'],
    ['<pre>\n a\n  b\n</pre>', '<pre><code> a\n  b\n</code></pre>'],
    ['<pre><code class="language-js">a &lt; b</code></pre>', '<pre><code class="language-js">a &lt; b\n</code></pre>'],
    ['a<hr>b', '<p>a</p><hr><p>b</p>'],
    ['<a href="https://x.test/?a=1&amp;b=2">x</a>', '<p><a href="https://x.test/?a=1&amp;b=2">x</a></p>'],
    ['<a href=mailto:a@x.test>x</a> <A HREF=\'tel:+1\'>y</A>', '<p><a href="mailto:a@x.test">x</a> <a href="tel:+1">y</a></p>'],
    ['</p></ul></li></b></a>a', '<p>a</p>'],
    ['a < b <3 c <', '<p>a &lt; b &lt;3 c &lt;</p>'],
    ['a <b', '<p>a &lt;b</p>'],
  ])('reads %j in full', (html, expected) => {
    expect(again(html)).toEqual({ text: expected, exact: true });
    expect(again(expected)).toEqual({ text: expected, exact: true });
  });

  // prettier-ignore
  it.each([
    ['<p style="margin:0">a</p>', '<p>a</p>'],
    ['<a href="https://x.test" target=_blank>a</a>', '<p><a href="https://x.test">a</a></p>'],
    ['<u>a</u><font>b</font><constructor>c</constructor>', '<p>abc</p>'],
    ['a<!-- b > c -->d<!doctype html>e<?php f ?>', '<p>ade</p>'],
    ['a<script>b</script >c<STYLE>d</STYLE><title>e</title>', '<p>ac</p>'],
    ['a<script>b', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<p>a</p>'],
    ['<a href=" java\nscript:alert(1)">a</a>', '<p>a</p>'],
    ['<a href="&#106;avascript:alert(1)">a</a>', '<p>a</p>'],
    ['<a href="/here">a</a><a>b</a>', '<p>ab</p>'],
    ['<img alt="a &amp; b" src=x onerror=alert(1)>', '<p>a &amp; b</p>'],
    ['&nosuchname;', '<p>&amp;nosuchname;</p>'],
    ['<pre>a<b>b</b></pre>', '<pre><code>ab\n</code></pre>'],
    ['<ol start=-1><li>a</ol>', '<ol><li>a</li></ol>'],
    ['<table><tr><th>a<th>b<tr><td><p>c</p></td><td>d</td></table>', '<p>a | b<br>c | d</p>'],
    ['<table><tr><td><p>a</p><p>b</p><ul><li>c</ul>d', '<p>a</p><p>b</p><ul><li>c</li></ul><p>d</p>'],
  ])('says that it leaves something out of %j', (html, expected) => {
    expect(again(html)).toEqual({ text: expected, exact: false });
  });

  it('is left as it is when HTML is asked for', () => {
    const text = '<p style="margin:0">a</p>';
    expect(toHtml({ format: 'html', text })).toEqual({ text, exact: true });
  });

  // prettier-ignore
  it.each([
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\nc', true],
    ['<h1>a</h1><p><b>b</b></p>', 'a\n\nb', false],
    ['<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>', '- a\n  1. b\n  2. c\n- d', false],
    ['<ul><li><p>a</p><p>b</p></li><li>c</li></ul>', '- a\n\n  b\n\n- c', false],
    ['<blockquote>a<p>b</p></blockquote><hr><pre>c</pre>', '> a\n>\n> b\n\n---\n\nc', false],
    ['<a href="https://x.test">x</a> <a href="https://y.test">https://y.test</a>', 'x (https://x.test) https://y.test', false],
    ['<a href="https://x.test">x<b>y</b></a>', 'xy (https://x.test)', false],
  ])('becomes plain text: %j', (html, text, exact) => {
    expect(plainOf(html)).toEqual({ text, exact });
  });

  it('carries every plain text there and back', () => {
    expect(htmlOf('a\nb\n\n<c> &amp; "d"')).toBe('<p>a<br>b</p><p>&lt;c&gt; &amp;amp; &quot;d&quot;</p>');
    expect(htmlOf('  a  b ')).toBe('<p>&nbsp; a&nbsp; b&nbsp;</p>');
    const { text } = random(19);
    for (let round = 0; round < 20_000; round++) {
      const plain = text(awkward, 8);
      expect(plainOf(htmlOf(plain))).toEqual({ text: plain, exact: true });
    }
  });

  it('reads what it wrote as it meant it', () => {
    const { text } = random(23);
    for (let round = 0; round < 20_000; round++) {
      const first = again(text(awkward, 12)).text;
      expect(again(first)).toEqual({ text: first, exact: true });
    }
  });

  it.each(hostile)('takes time that grows with the length only: %j', { retry: 2 }, (piece) => {
    const [size, limit] = slowest.includes(piece) ? [1_000_000, 1_000] : [100_000, 250];
    const text = piece.repeat(Math.ceil(size / piece.length));
    let document: Document = { blocks: [], exact: true };
    expect(timeOf(() => (document = readHtml(text)))).toBeLessThan(limit);
    expect(timeOf(() => writeHtml(document))).toBeLessThan(limit);
  });
});
