//! Holds files against the promises of the crate, one after another, without a fuzzer.

fn main() -> std::io::Result<()> {
    for file in std::env::args_os().skip(1) {
        invariants::hold(&std::fs::read(&file)?);
        println!("{}: all promises hold", file.to_string_lossy());
    }
    Ok(())
}
