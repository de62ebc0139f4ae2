//! The `tenure` command.

fn main() {
    std::process::exit(tenure::command());
}
