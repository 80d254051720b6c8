//! The findings, one file each. A new one is a file here, two lines in this list, and an example in `tests/findings/`.

mod circular_source;
mod digits_transposed;
mod duplicate_day;
mod future_date;
mod increment_mismatch;
mod jump;
mod measure_mixup;
mod no_longer_highest;
mod number_not_in_quote;
mod part_exceeds_whole;
mod parts_do_not_sum;
mod period_is_not_delta;
mod published_before_as_of;
mod qualifier_lost;
mod quotes_withdrawn;
mod rebase_suspected;
mod same_source_twice;
mod similar_names;
mod source_switch;
mod stale;
mod total_fell;
mod total_unchanged;

use super::Check;
pub(super) use rebase_suspected::CHECK as REBASE_SUSPECTED;
pub(super) use total_fell::CHECK as TOTAL_FELL;

/// Every finding, in the order of `docs/findings.md`.
pub const ALL: &[&Check] = &[
    &part_exceeds_whole::CHECK,
    &parts_do_not_sum::CHECK,
    &period_is_not_delta::CHECK,
    &increment_mismatch::CHECK,
    &total_fell::CHECK,
    &total_unchanged::CHECK,
    &jump::CHECK,
    &digits_transposed::CHECK,
    &duplicate_day::CHECK,
    &no_longer_highest::CHECK,
    &measure_mixup::CHECK,
    &number_not_in_quote::CHECK,
    &qualifier_lost::CHECK,
    &source_switch::CHECK,
    &published_before_as_of::CHECK,
    &future_date::CHECK,
    &similar_names::CHECK,
    &circular_source::CHECK,
    &same_source_twice::CHECK,
    &stale::CHECK,
    &quotes_withdrawn::CHECK,
    &rebase_suspected::CHECK,
];
