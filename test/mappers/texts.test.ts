import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import type { RichText } from '../../generated/canonical.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { taskFromHubSpotToAttio } from '../../generated/map/hubspot-attio.js';
import { taskFromTwentyToAttio } from '../../generated/map/twenty-attio.js';
import { noIds, noLosses } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { attioTask, hubspotTask, twentyTask } from './records.js';
import { DUE } from './vendors.js';

const plain = (text: string): RichText => ({ format: 'plain', text });
const toAttio = (title: string | null, body: RichText | null) => {
  const { value, losses } = attio.fromTask({ status: 'done', title, body }, noIds);
  return { content: value.content, losses: losses.map(({ field, kind }) => `${field} ${kind}`) };
};

const LIST = '<p>Bring:</p><ul><li>samples</li><li>badges</li></ul>';
const LINK = '<p>See <a href="https://example.com/a?b=1&amp;c=2">the list</a>.</p>';
const TABLE = '<table><tr><th>Who</th><th>Answer</th></tr><tr><td>Legal</td><td>4 &lt; 5</td></tr></table>';

describe('Title and body in the one field of Attio', () => {
  it('stand above each other, with a blank line between', () => {
    expect(toAttio('Title', plain('one\n\ntwo'))).toEqual({ content: 'Title\n\none\n\ntwo', losses: [] });
    expect(toAttio('Title', null)).toEqual({ content: 'Title', losses: [] });
    expect(toAttio(null, null)).toEqual({ content: '', losses: [] });
  });

  it('read back, as a guess where there is a body', () => {
    const { value, losses } = attio.toTask(attioTask({ content_plaintext: 'Title\n\none\ntwo' }));
    expect(value).toMatchObject({ title: 'Title', body: plain('one\ntwo') });
    expect(losses).toMatchObject([{ field: 'body', kind: 'guessed' }]);
    expect(attio.toTask(attioTask({ content_plaintext: 'Title' })).losses).toBe(noLosses);
  });

  it('are told of where they read back in another way: a title of two lines, a body without a title', () => {
    expect(toAttio('Two\nlines', null).losses).toEqual(['title reshaped', 'body reshaped']);
    expect(toAttio(null, plain('a body')).losses).toEqual(['title reshaped', 'body reshaped']);
    expect(toAttio('Title', plain('\nbegins with an empty line')).losses).toEqual([]);
  });

  it.each([
    ['a list', LIST, 'Bring:\n\n- samples\n- badges'],
    ['a link', LINK, 'See the list (https://example.com/a?b=1&c=2).'],
  ])('keep the words of %s, and lose its form', (_what, html, text) => {
    const { value, losses } = taskFromHubSpotToAttio(hubspotTask({ hs_task_body: html }), noIds);
    expect(value.content).toBe(`Call Ann\n\n${text}`);
    expect(losses).toMatchObject([
      { field: 'body', kind: 'reshaped', value: { format: 'html', text: html } },
    ]);
  });

  it('keep the words of a table', () => {
    const { value, losses } = taskFromHubSpotToAttio(hubspotTask({ hs_task_body: TABLE }), noIds);
    for (const word of ['Who', 'Answer', 'Legal', '4 < 5']) expect(value.content).toContain(word);
    expect(losses).toMatchObject([{ field: 'body', kind: 'reshaped' }]);
  });

  it('lose nothing of a body that is nothing but paragraphs', () => {
    const { value, losses } = taskFromHubSpotToAttio(
      hubspotTask({ hs_task_body: '<p>one</p><p>two</p>' }),
      noIds,
    );
    expect(value.content).toBe('Call Ann\n\none\n\ntwo');
    expect(losses).toBe(noLosses);
    const markdown = twentyTask({ status: 'DONE', bodyV2: { markdown: 'one\n\ntwo', blocknote: null } });
    expect(taskFromTwentyToAttio(markdown, noIds)).toEqual({
      value: expect.anything() as object,
      losses: [],
    });
  });

  it('take 2,000 characters whole', () => {
    const body = plain('x'.repeat(1993));
    expect(toAttio('Title', body)).toEqual({ content: `Title\n\n${body.text}`, losses: [] });
  });

  it('are cut at the end of a word where there are 2,001, and say so', () => {
    const words = 'word '.repeat(398);
    const { content, losses } = toAttio('Title', plain(`${words}wrd`));
    expect(`Title\n\n${words}wrd`).toHaveLength(2000);
    expect(losses).toEqual([]);
    const cut = toAttio('Title', plain(`${words}word`));
    expect(cut.content).toBe(`Title\n\n${words.trimEnd()}…`);
    expect(cut.content.length).toBeLessThanOrEqual(2000);
    expect(cut.losses).toEqual(['body truncated']);
    expect(content).not.toBe(cut.content);
  });

  it('lose both where the title alone is too long', () => {
    expect(toAttio('x'.repeat(2001), plain('body')).losses).toEqual(['title truncated', 'body truncated']);
    expect(toAttio('x'.repeat(2001), null).losses).toEqual(['title truncated']);
  });

  it('can not change: a change that tries is told so', () => {
    const change = { title: 'New', body: null, status: 'done' };
    const { value, losses } = attio.patchTask(change, noIds);
    expect(value).toEqual({ is_completed: true });
    expect(losses.map(({ field, why }) => `${field}: ${why}`)).toEqual([
      'title: the text cannot change after creation',
      'body: the text cannot change after creation',
    ]);
  });
});

describe('A body', () => {
  it('goes back to the vendor it is from as it was, byte for byte', () => {
    const html = '<div dir="auto"><p style="margin:0">a &amp; b<br/></p></div>';
    const read = hubspot.toTask(hubspotTask({ hs_task_body: html })).value;
    expect(hubspot.fromTask(read, noIds, { dueAt: DUE }).value.properties.hs_task_body).toBe(html);
    const markdown = '* a\n* b \\* c';
    const task = twenty.toTask(twentyTask({ bodyV2: { markdown, blocknote: 'x' } })).value;
    expect(twenty.fromTask(task, noIds).value.bodyV2).toEqual({ markdown });
  });

  it.each([
    [LIST, 'Bring:\n\n- samples\n- badges'],
    [LINK, 'See [the list](https://example.com/a?b=1&c=2).'],
  ])('of HubSpot becomes Markdown for Twenty without a loss: %s', (html, markdown) => {
    const { value, losses } = twenty.fromTask({ body: { format: 'html', text: html } }, noIds);
    expect(value.bodyV2).toEqual({ markdown });
    expect(losses).toBe(noLosses);
  });

  it('of Twenty becomes HTML for HubSpot', () => {
    const body: RichText = { format: 'markdown', text: '**bold** & more\n\n* one\n* two' };
    const { value } = hubspot.fromTask({ body, dueAt: DUE }, noIds, { dueAt: DUE });
    expect(value.properties.hs_task_body).toContain('<strong>bold</strong> &amp; more');
    expect(value.properties.hs_task_body).toContain('<ul><li>one</li><li>two</li></ul>');
  });

  it('of Attio is plain text, and its signs mean nothing elsewhere', () => {
    const body = plain('* no list\n<b>not bold</b> & 1 < 2');
    const { value } = hubspot.fromTask({ body, dueAt: DUE }, noIds, { dueAt: DUE });
    expect(value.properties.hs_task_body).not.toContain('<b>');
    const back = hubspot.toTask(hubspotTask({ hs_task_body: value.properties.hs_task_body! })).value;
    expect(toAttio('T', back.body ?? null).content).toBe(`T\n\n${body.text}`);
  });
});
