/** The public face of the runtime. */

export { at, unwrap } from './at.js';
export { apiKeyCookie, apiKeyHeader, apiKeyQuery, basic, bearer, httpScheme, noAuth } from './auth.js';
export type { Auth, AuthRequest, Token } from './auth.js';
export type { Bytes } from './body.js';
export { Bulk, bulk } from './bulk.js';
export type { BulkOptions, BulkReport, Items } from './bulk.js';
export { systemClock } from './clock.js';
export type { Clock } from './clock.js';
export { splitList } from './codecs/list.js';
export type { RichText } from './codecs/richtext.js';
export { followUpItems, missing, notAsked } from './convert.js';
export type { Converted, FollowUp, Residue } from './convert.js';
export type { ServerEvent } from './decode.js';
export { CrosswalkError, errorGuard, isCrosswalkError } from './errors.js';
export type { ErrorFields, ErrorGuard, ErrorKind, VendorError } from './errors.js';
export { events, lines } from './events.js';
export type { Events } from './events.js';
export type {
  BatchCall,
  BodyStyles,
  Call,
  Correlation,
  ErrorFacts,
  FailurePaths,
  FieldPair,
  LimitRule,
  Paging,
  ParameterStyle,
  ParameterStyles,
  PartStyle,
  Path,
  Reading,
  Security,
  VendorFacts,
} from './facts.js';
export { fanOut } from './fan-out.js';
export type { CallEvent, Hooks, OutcomeEvent, ResponseEvent, RetryEvent, WaitEvent } from './hooks.js';
export { LossCollector, noLosses } from './losses.js';
export type { Loss, Losses } from './losses.js';
export {
  addRef,
  addRefs,
  asked,
  backToOwn,
  converted,
  drop,
  dropGroups,
  epochMillisList,
  instant,
  instead,
  joinEpochMillis,
  joinParts,
  knownAt,
  listOf,
  lookUp,
  oneId,
  oneRef,
  ownValue,
  readTitleAndBody,
  recordedAt,
  refuse,
  richText,
  textOrNull,
  writeRichText,
  writeTitleAndBody,
} from './mapping.js';
export type { CallOptions, ClientOptions, FanOutOptions, Fetch, RetryOptions } from './options.js';
export type { Outcome, Trace } from './outcome.js';
export { paged } from './paged.js';
export type { Page, Paged } from './paged.js';
export { path, styled } from './path.js';
export type { PathStyle } from './path.js';
export type { Asked, Projected, Related } from './projection.js';
export { idsFrom, noIds } from './refs.js';
export type { Ids, Ref } from './refs.js';
export { putBack, putBackCustom, residueOf } from './residue.js';
export type { Choice } from './request.js';
export { fillServer } from './server.js';
export { Transport } from './transport.js';
export type { Exchange } from './transport.js';
