//! Reading files: bytes become drafts and problems, each with its physical place. It reads from the handle that it is
//! given and names no files.

pub mod article;
pub mod book;
pub mod claims;
pub mod csv;
pub mod decision;
pub mod dialects;
pub mod encoding;
pub mod fault;
pub mod form;
pub mod guess;
pub mod header;
mod hxl;
pub mod input_fault;
mod insisted;
pub mod item;
mod json;
mod json_bounds;
mod kinds;
pub mod leeway;
pub mod mapping;
pub mod notation;
pub mod packing;
pub mod plan;
pub mod profile;
pub mod records;
pub mod rejects;
pub mod row_fault;
pub mod rows_out;
pub mod said_otherwise;
pub mod settings;
pub mod settled;
mod short_years;
pub mod skip;
pub mod sniff;
pub mod stopped;
mod structure;
pub mod survey;
mod surveyed;
mod table;
mod table_rows;
mod text;
pub mod totals;
mod web_page;

#[cfg(test)]
mod laws;
