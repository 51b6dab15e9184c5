import { describe, expect, it } from 'vitest';
import { camelCase, pascalCase, words } from '../../generator/words.js';

describe('the words of a name', () => {
  it.each([
    ['batchCreate', ['batch', 'Create']],
    ['batch_create-all of.it/now', ['batch', 'create', 'all', 'of', 'it', 'now']],
    ['HTTPError', ['HTTP', 'Error']],
    ['v3Tasks2Notes', ['v3', 'Tasks2', 'Notes']],
    ['getOAuthToken', ['get', 'O', 'Auth', 'Token']],
    ['Société Générale', ['Societe', 'Generale']],
    ['straße', ['strasse']],
    ['Список задач', ['Spisok', 'zadach']],
    ['getAPIs', ['get', 'APIs']],
    ['userIDsOfTeam', ['user', 'IDs', 'Of', 'Team']],
    ['ﬁle', ['file']],
    ['タスク', []],
    ['  ', []],
    ['it’s', ['it']],
    ['__proto__', ['proto']],
  ])('%j are %j', (name, expected) => {
    expect(words(name)).toEqual(expected);
  });
});

describe('a type’s name', () => {
  it.each([
    ['task list', 'TaskList'],
    ['task_list', 'TaskList'],
    ['TaskList', 'TaskList'],
    ['HTTPError', 'HTTPError'],
    ['2fa', 'Type2fa'],
    ['タスク', 'Type'],
    ['', 'Type'],
    ['constructor', 'Constructor'],
  ])('of %j is %s', (name, expected) => {
    expect(pascalCase(name)).toBe(expected);
  });

  it('that would start with a digit takes the given prefix', () => {
    expect(pascalCase('3m', 'Api')).toBe('Api3m');
  });
});

describe('a property’s name', () => {
  it.each([
    ['Task List', 'taskList'],
    ['HTTPError', 'httpError'],
    ['URL', 'url'],
    ['APIs', 'apis'],
    ['taskTargets', 'taskTargets'],
    ['2fa', 'call2fa'],
    ['', 'call'],
    ['V3_Tasks', 'v3Tasks'],
    ['list-all', 'listAll'],
  ])('of %j is %s', (name, expected) => {
    expect(camelCase(name)).toBe(expected);
  });
});

it('is an identifier, whatever the name is', () => {
  for (const name of ['', '-', '9', '\u202e', "'; drop", 'a b', '`${x}`', 'é', '漢字', '\0', '$']) {
    for (const made of [camelCase(name), pascalCase(name)]) expect(made).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
  }
});
