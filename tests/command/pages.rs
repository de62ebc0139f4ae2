//! Pages that the command writes: their data, and what a browser makes of them.

use crate::run::{File, Outcome, tenure};
use std::process::Command;

/// The page that a program leaves with the flag `--<flag>=<page>`, and its run.
pub(crate) fn page_of(flag: &str, flags: &[&str], program: &str) -> (String, Outcome, File) {
    let page = File::new("page.html", "");
    let flag = format!("--{flag}={}", page.path());
    let mut words = vec![flag.as_str()];
    words.extend_from_slice(flags);
    words.extend(["-e", program]);
    let run = tenure(&words);
    let text = std::fs::read_to_string(page.path()).expect("the page");
    (text, run, page)
}

/// The page's data.
pub(crate) fn data(page: &str) -> &str {
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("the data");
    data.split_once("</script>").expect("their end").0
}

/// Lets a program of ours judge the data; what it printed.
pub(crate) fn judge(page: &str, program: &str) -> String {
    let data = File::new("data.json", data(page));
    let program = format!("const data = JSON.parse(require('fs').readFileSync({:?}, 'utf8')); {program}", data.path());
    let run = tenure(&["-e", &program]);
    assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)));
    run.stdout
}

/// The page after its script has run in a browser; nothing, and a line that says so, where there is no Chromium.
pub(crate) fn drawn(file: &File, width: u32) -> Option<String> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let profile = file.folder().join(format!("profile-{width}"));
    let run = browsers.iter().find_map(|name| {
        Command::new(name)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args([&format!("--window-size={width},900"), "--virtual-time-budget=3000"])
            .arg(format!("file://{}", file.path()))
            .output()
            .ok()
    });
    if run.is_none() {
        eprintln!("there is no Chromium here: the page was not drawn");
    }
    Some(String::from_utf8_lossy(&run?.stdout).into_owned())
}
