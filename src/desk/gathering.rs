//! Series on their way from the store to their answers: where they are many, one thread reads, another judges and writes.
//! Memory does not grow with their number.

use std::sync::mpsc::{SyncSender, sync_channel};

use super::answering::{Asked, Gathered};
use super::error::Error;
use crate::store::view::{SeriesKey, View};

/// How many series travel together from the reading thread to the answering one, and how many such loads may wait.
const SERIES: usize = 1 << 5;
const LOADS: usize = 4;
/// From so many series on it pays to read once which figures of a merged store were seen again.
const VERY_MANY: usize = 1 << 7;

/// Gathers those series that hold a figure that is asked for. This thread reads the store; `take` judges and writes, where
/// they are many in another.
///
/// # Errors
/// What the store says, or `take`.
pub fn each_gathered(
    asked: &Asked<'_>,
    reader: &View<'_>,
    keys: Vec<SeriesKey>,
    take: &mut (dyn FnMut(Gathered) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    if keys.len() <= SERIES {
        return keys.iter().try_for_each(|key| asked.gather(reader, key)?.map_or(Ok(()), &mut *take));
    }
    if keys.len() >= VERY_MANY {
        reader.expect_many()?;
    }
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<Gathered>>(LOADS);
        let answering = std::thread::Builder::new()
            .name("answering".into())
            .spawn_scoped(scope, move || receive.iter().flatten().try_for_each(take))?;
        let read = read_all(asked, reader, keys, &send);
        drop(send);
        answering.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(read?)
    })
}

/// Reads series after series, until all are read or the other thread has stopped.
fn read_all(
    asked: &Asked<'_>,
    reader: &View<'_>,
    keys: Vec<SeriesKey>,
    send: &SyncSender<Vec<Gathered>>,
) -> crate::store::Result<()> {
    let mut load = Vec::with_capacity(SERIES);
    for key in keys {
        load.extend(asked.gather(reader, &key)?);
        if load.len() == SERIES
            && send.send(std::mem::replace(&mut load, Vec::with_capacity(SERIES))).is_err()
        {
            return Ok(());
        }
    }
    let _ = send.send(load);
    Ok(())
}
