/** Whether two types are one and the same: `any` is the same as nothing but itself. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Holds at compile time: `same<typeof value, Task>(true)`. */
export function same<A, B>(_proof: Same<A, B>): void {}
