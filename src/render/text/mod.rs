//! Reports as text for a terminal or a pipe: the most important first, no more than the width.

pub mod chart;
pub mod draw;
pub mod list;
#[cfg(test)]
mod tests;
mod widths;
pub mod wrap;
