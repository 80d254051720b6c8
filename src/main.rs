//! The program: words in, exit code out.

fn main() -> std::process::ExitCode {
    tollbook::cli::run(std::env::args_os())
}
