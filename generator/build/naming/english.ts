import { camelCase, isPlural, singular, words } from '../../words.js';

export { isPlural, singular } from '../../words.js';

/** What the last part of a path does when it is no thing: `/tasks/{id}/archive`. */
const VERBS: ReadonlySet<string> = new Set(
  (
    'accept acknowledge activate adjust add allow answer append apply approve archive assign associate attach authenticate authorize autocomplete ' +
    'ban block build cancel capture check claim clear clone close commit compare complete compute configure confirm connect ' +
    'convert copy count create deactivate decline delete deny deploy describe destroy detach disable disassociate disconnect dismiss ' +
    'download duplicate edit emit enable end enqueue evaluate exchange execute expire export extend fail fetch filter finalize ' +
    'find finish flush follow forward generate get grant group hide hang hangup identify import ingest init initiate insert install introspect ' +
    'invalidate invite invoke join kick leave list load lock login logout lookup manage mark match merge migrate modify move mute ' +
    'notify open parse patch pause ping poll predict preview process promote provision publish pull purge push put query rate read ' +
    'rebuild receive recover redact redeem refresh refund regenerate register reject release reload remind remove rename render renew reopen ' +
    'reorder replace replay reply report request resend reset resize resolve respond restart restore restrict resume retrieve retry ' +
    'return reveal reverse revert revoke rollback rotate run save schedule search select send set share show shutdown sign simulate ' +
    'skip snooze sort split star start stop submit subscribe suggest suspend swap switch sync synchronize terminate test ' +
    'toggle train transfer translate trash trigger unarchive unassign unban unblock undelete undo unfollow uninstall unlink ' +
    'unlock unmute unpin unpublish unregister unshare unstar unsubscribe unsuspend update upgrade upload upsert validate ' +
    'verify void withdraw write'
  ).split(' '),
);

/** Verbs that are as often the name of a thing: they are no verbs where a thing may stand. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'answer block build check claim complete convert copy exchange export grant import lock mark open pause poll process register return run sync train transfer commit filter group invite match order query rate release report request schedule share sign split star start test trash trigger upgrade view list load set deploy preview'.split(
    ' ',
  ),
);

/** Verbs that ask and change nothing. */
const ASKING: ReadonlySet<string> = new Set(
  'autocomplete check compare compute count describe download evaluate export fetch find generate get identify introspect list login logout lookup match ping poll predict preview query read render resolve retrieve search show simulate suggest sync test translate validate verify'.split(
    ' ',
  ),
);

/** Verbs that mean that something goes. */
const REMOVING: ReadonlySet<string> = new Set(
  'archive cancel clear delete destroy detach disconnect purge remove reset revoke unlink unsubscribe'.split(
    ' ',
  ),
);

/** Verbs by which one thing or a list of them is read, which say no more than `get` and `list` do. */
const READING: ReadonlySet<string> = new Set('fetch find get query read retrieve show'.split(' '));

/** Verbs that begin an id, beside those of paths. */
const STARTING: ReadonlySet<string> = new Set(
  'batch bulk do is has head index post make new options try use'.split(' '),
);

const PREPOSITIONS: ReadonlySet<string> = new Set(
  'as at by for from in into of on onto out to via with'.split(' '),
);

const has =
  (set: ReadonlySet<string>) =>
  (word: string | undefined): boolean =>
    word !== undefined && set.has(word.toLowerCase());

export const isVerb = has(VERBS);
export const isAsking = has(ASKING);
export const isRemoving = has(REMOVING);
export const isReading = has(READING);
export const isPreposition = has(PREPOSITIONS);

/** Whether a word is a verb and hardly anything else. */
export function isPlainVerb(word: string | undefined): boolean {
  return isVerb(word) && !AMBIGUOUS.has(word!.toLowerCase());
}

/** Verbs that begin no name of a thing, as `restore` does in `restore-jobs`. */
const ACTING: ReadonlySet<string> = new Set(
  (
    'accept add allocate assign associate attach authorize create delete describe detach disable disassociate enable get list ' +
    'modify put reject remove revoke set start stop terminate unassign update'
  ).split(' '),
);

/** Whether several words are a sentence with a verb: `CreateBucket`, `describe-instances`. */
export function isSentence(name: readonly string[]): boolean {
  return name.length > 1 && ACTING.has(name[0]!.toLowerCase());
}

/** Whether words that stand by themselves tell to do something: `sendMessage`, and not `importJobs` or `searchResults`. */
export function isCall(name: readonly string[]): boolean {
  if (isSentence(name)) return true;
  const [first, second] = name;
  const acts = isVerb(first) || /^(log|pin)$/i.test(first ?? '');
  return acts && second !== undefined && (!isPlural(name.at(-1)) || /^all$/i.test(second));
}

/** Whether an id that begins with this word says what is done. */
export function startsId(word: string | undefined): boolean {
  return isVerb(word) || has(STARTING)(word);
}

/** A word for comparing: spelling and number do not count. */
export function stem(name: readonly string[]): string {
  return [...name.slice(0, -1), ...name.slice(-1).map(singular)].join('').toLowerCase();
}

const LONGEST = 60;

/** `batchCreate` of words; longer ones end at a word that still fits. */
export function joined(name: readonly string[], prefix?: string): string {
  let length = 0;
  const end = name.findIndex((word, index) => (length += word.length) > LONGEST && index > 0);
  const kept = end === -1 ? name : withoutDangling(name.slice(0, end));
  return camelCase(kept.map((word) => word.slice(0, LONGEST)).join(' '), prefix);
}

/** What was cut does not end with a word that leads on to the next: `And`, `By`, `OfThe`. */
function withoutDangling(name: readonly string[]): readonly string[] {
  const end = name.findLastIndex((word) => !isPreposition(word) && !LEADING_ON.test(word));
  return end === -1 ? name : name.slice(0, end + 1);
}

const LEADING_ON = /^(a|an|and|or|the)$/i;

const VERSION = /^(v(er(sion)?)?\d+|\d{4}-?\d\d(-?\d\d)?|v\d+(alpha|beta|rc|preview)\d*|api\d{6,})$/i;

/** Whether a word is a version: `v3`, `202603`. */
export function isVersion(word: string): boolean {
  return VERSION.test(word);
}

/** The words of a name without those that say a version, unless nothing else is there. */
export function tellingWords(name: string): readonly string[] {
  const all = words(name.slice(0, 500));
  const telling = all.filter((word) => !VERSION.test(word));
  return telling.length > 0 ? telling : all;
}
