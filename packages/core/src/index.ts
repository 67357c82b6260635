export { type Bounds, type BoundsOptions, boundsOf, type Room, type RoomCause, type Unbounded } from './bounds.js'
export { type Bytes, formatBytes, formatExactBytes, parseBytes } from './bytes.js'
export { measured, type UnmeasuredDecorator, unmeasured } from './declare/decorators.js'
export { type Measurable, type Measurer, measurable, type Visitor } from './declare/measurable.js'
export { type AnyClass, registerType } from './declare/register-type.js'
export { diff } from './diff.js'
export type {
  Amount,
  Breakdown,
  BreakdownRow,
  Change,
  Difference,
  DifferenceRow,
  TypeDifference,
} from './difference.js'
export { type Internals, internals, type Walked, type WalkedObject } from './internals.js'
export type { Fact, Layout, LayoutName } from './layout/layout.js'
export { layouts } from './layout/layouts.js'
export { measure } from './measure.js'
export { type JointMeasurement, measureAll, type RootSize, type SharedSize } from './measure-all.js'
export type { Form, FormKind, Measurement, Part, TypeRow, Unseen, UnseenReason, Warning } from './measurement.js'
export { isMeasurement } from './measurements.js'
export { merge } from './merge.js'
export type { SizeOptions } from './options.js'
export { measureRoots, registerRoot } from './roots.js'
export { isLargerThan, shallowSizeOf, sizeOf } from './size-of.js'
export { type AddOptions, createTracker, type Tracker, type TrackerOptions } from './tracker.js'
