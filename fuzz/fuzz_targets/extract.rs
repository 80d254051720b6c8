//! Running text.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tollbook_fuzz::hold("extract", input));
