//! Rows that `answer` judges, and the names beside them.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tollbook_fuzz::hold("rows", input));
