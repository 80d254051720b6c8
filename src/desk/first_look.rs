//! The beginning of a table, to guess by.

use super::incoming::{ConvertedTable, Incoming};
use crate::intake::guess::sample::Sample;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::intake::survey::settle_encoding;

/// Looks at the first bytes of a file; where they are not UTF-8, what they are is settled first.
///
/// # Errors
/// A file that is no text, bytes that cannot be decoded, and failures of the system.
pub fn first_look(
    input: &Incoming,
    table: Option<&ConvertedTable>,
    settings: &Settings,
    mut settled: Settled,
) -> Result<(Sample, Settled), Stopped> {
    if let Some(table) = table {
        return Ok((table.sample(settings, &settled)?, settled));
    }
    let sample = Sample::read(input.input.rewound()?, settings, &settled)?;
    let Some(place) = sample.undecoded else { return Ok((sample, settled)) };
    settle_encoding(input.input.rewound()?, settings, &mut settled, place)?;
    Ok((Sample::read(input.input.rewound()?, settings, &settled)?, settled))
}
