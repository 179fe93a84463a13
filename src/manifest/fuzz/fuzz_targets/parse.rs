//! Feeds the parser whatever the fuzzer thinks of.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::hold(bytes));
