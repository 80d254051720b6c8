//! The findings, one file each. A new one is a file here, two lines in this list, and an example in `tests/findings/`.

pub(super) mod adopted;
mod circular_source;
mod desks_differ;
mod digits_transposed;
mod duplicate_day;
pub(super) mod future_date;
mod increment_mismatch;
mod jump;
mod measure_mixup;
mod no_longer_highest;
mod number_not_in_quote;
mod overtaken_elsewhere;
mod part_exceeds_whole;
mod parts_do_not_sum;
mod period_is_not_delta;
mod period_revised;
pub(super) mod published_before_as_of;
mod qualifier_lost;
mod quotes_withdrawn;
mod rebase_suspected;
mod same_source_twice;
mod similar_names;
pub(super) mod source_switch;
mod split_measure;
mod stale;
mod total_fell;
mod total_unchanged;

use super::{Check, Test};

/// Lists findings: what each tests, in one clause; what its test looks at; its file, after which it is called.
macro_rules! findings {
    ($(#[doc = $about:literal] $test:ident($name:ident),)*) => {
        /// Every finding, in the order of `docs/findings.md`.
        pub const ALL: &[Check] =
            &[$(Check { name: stringify!($name), about: $about.trim_ascii(), test: Test::$test($name::find) }),*];
    };
}

findings! {
    /// a declared part, a group in another or a nested place counts more than the whole, on a day that is not later
    Event(part_exceeds_whole),
    /// parts that are all there is do not come to the whole; or parts that exclude each other exceed it
    Event(parts_do_not_sum),
    /// a period count is not the difference of the authority's totals of the day before its window and of its last day
    Event(period_is_not_delta),
    /// an increment and the total that it leads to do not go back to the authority's total before
    Event(increment_mismatch),
    /// an authority lowered its total, and no row declares or explains it
    Steps(total_fell),
    /// an authority gave another number for a window that it had counted before, and no row declares it
    Steps(period_revised),
    /// equal totals two or more days apart, and between them period counts above zero
    Event(total_unchanged),
    /// ten times or a tenth of the total before, within 2 %; or a step over 5 robust deviations after ten steps
    Series(jump),
    /// swapping two neighbouring digits puts the total between those before and after it; as printed it is not
    Series(digits_transposed),
    /// one file has two values of one authority, series and day that neither restate nor update each other
    Event(duplicate_day),
    /// a stated superlative is exceeded: by a number known before (error), or by a later one (note)
    Series(no_longer_highest),
    /// one value of 100 or more under two measures from one publisher on one day, unlike its neighbours in one of them
    Event(measure_mixup),
    /// the quote does not contain the number, in digits or in English words
    Series(number_not_in_quote),
    /// a relay claims more than its authority, or than the relay it has it from, printed for that day
    Series(qualifier_lost),
    /// a publisher's consecutive figures of a series, or of a nested place, rest on different authorities
    Switches(source_switch),
    /// the day it holds for, of a count that is no projection, is more than a day after its publication
    Series(published_before_as_of),
    /// a date is more than a day later than the day on which the figure was recorded
    Imported(future_date),
    /// two names are a slip of one or two letters apart, or have the same words in another order
    All(similar_names),
    /// a name recurs in one chain; the authority or the last relay may be the publisher
    Series(circular_source),
    /// the same url, measure and value under another spelling or date
    Document(same_source_twice),
    /// an authority's newest figure, as printed, leaves no room for another's that is 30 days newer or more
    Series(stale),
    /// the dead of one event are killed by one authority and died by another, or both by one of what happened once
    Event(split_measure),
    /// an authority's count is left behind by its later one of the dead, or of the bodies, under another measure
    Event(overtaken_elsewhere),
    /// an authority's figures end in one series before they begin in another of the same dead
    Event(adopted),
    /// desks mended one figure differently, and nobody has settled it yet
    Series(desks_differ),
    /// figures relay a statement that was retracted or disowned
    Series(quotes_withdrawn),
    /// five rows or more of one import move by one offset against what was recorded before
    Event(rebase_suspected),
}
