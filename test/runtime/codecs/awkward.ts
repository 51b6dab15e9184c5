/** Pieces that mean something in HTML or Markdown, white space of all kinds, and text. */
export const awkward: readonly string[] = (
  '* ** *** _ __ ~ ~~ ` `` ``` ~~~ [ ] ( ) [] () ! ![ ]( < > <b> </b> <i> </i> <p> </p> <br> <ul> <ol> <li> </li> </ul> </ol> <pre> </pre> ' +
  '<code> </code> <blockquote> </blockquote> <h1> </h1> <s> <a <a> </a> <hr> <table> <td> <tr> </table> <div> </div> <!-- --> <!x> <script> </script> ' +
  '& &amp; &lt; &nbsp; &#32; &#10; &#13; &#0; &x; &# ; # ## - + = == === --- *** ___ 1. 2) 10. : | |- \\ / " \' a b 1 é 😀 € . , ! ? http://x.test ' +
  'https://y.test/_(z) mailto:a@b.c javascript:x www.z.test [x] [ ] {} $ % ^'
)
  .split(' ')
  .concat([
    ' ',
    ' ',
    ' ',
    '  ',
    '    ',
    '\n',
    '\n',
    '\n',
    '\n\n',
    '\n\n',
    '\t',
    '\r',
    '\r\n',
    '\f',
    '\v',
    '\0',
    '\u00a0',
    '\u2003',
    '\u2028',
    '\ud83d',
    '\ude00',
  ])
  .concat([
    '<a href="https://x.test">',
    '[a](https://x.test)',
    '\n- ',
    '\n  ',
    '\n    ',
    '\n> ',
    '\n1. ',
    '\n# ',
    '\n```\n',
    '\n\n    ',
  ]);

/** Texts that make a careless reader slow when they are repeated. */
// prettier-ignore
export const hostile: readonly string[] = [
  ...'< > & * _ ~ ` [ ] ( ) ! \\ # - + = | : " \' a 1'.split(' '),
  ' ', '\t', '\n', '\r', '\r\n', ' \n', '\n\n', 'a ', 'a\n', '# ', '#\n', '- ', '-\n', '> ', '>\n', '1. ', '1.\n', '\\\n', '| ', '|-',
  '<a', '<a ', '<a>', '</a>', '<b>', '</b', '<b><i>', '<ul><li>', '<li>', '<ol>', '<blockquote>', '<p>', '<pre>', '<table><tr><td>', '<td>',
  '<!--', '-->', '<!', '<?', '<script>', '</script>', '<svg>', '<title>', '<a "', '<a \'', '<a ="', '<a =">"', '<a =\'', '<a = ', '<a href=', '<a href="x">',
  '&amp;', '&amp', '&#', '&#1', '&#x', '&a', '&nbsp;',
  '**', '***', '**a', 'a**', '*a_', '*a ', '*a**b', '_a', '~~', '~~a', '`a', '``a', '[a', 'a]', '[a](', '[a](b', '[a](<', '[](', '](', '[](x "', "[](x '", '[](x (', '![', '![a](',
  '\n- ', '\n  - ', '\n    ', '\n> ', '\n>> ', '\n```', '\n~~~\n', '\n***', '\n===', '\na\n---', '\n1. ', '\n|a|\n|-|', '- - ', '> - ', '- > ', '>', '-\n ', '<https://', '<x:', '\n<!--', '\n<script>',
];

/** Those of them that make most work. They are repeated up to a megabyte, the others up to a tenth of it. */
export const slowest: readonly string[] = [
  '*a_',
  '**a',
  'a\n',
  '`a',
  '[',
  '[a](',
  '<',
  '> ',
  '- > ',
  '<ul><li>',
  '<a =">"',
  '\n- ',
];

/** How long something takes, in milliseconds of processor time, so that other work on the machine does not count. */
export function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
