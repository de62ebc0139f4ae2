//! `--heap-map`: the frames agree with what the collector counts, and a browser draws them, steps and names objects.

use crate::pages::{drawn, judge, page_of};
use crate::run::{File, tenure};

/// Applies the frames one by one, and compares each with the collector's figures.
const CONSISTENT: &str = "
const pages = new Map();
const wrong = [];
const known = ['sample', 'before', 'moved', 'marking', 'marked', 'evacuated', 'swept', 'after', 'end'];
function cellsIn(text) {
  let [sum, run] = [0, ''];
  for (const sign of text) {
    if (sign >= '0' && sign <= '9') run += sign;
    else [sum, run] = [sum + Number(run || 1), ''];
  }
  return sum;
}
let moved = null;
let last = 0;
data.frames.forEach((frame, index) => {
  const fail = (what) => wrong.push(`frame ${index} (${frame.moment}): ${what}`);
  if (!known.includes(frame.moment)) fail('moment');
  if (frame.time < last) fail('time');
  last = frame.time;
  for (const number of frame.gone) pages.delete(number);
  for (const [number, space, bytes, flags, live, cell, cells, names] of frame.pages) {
    if (names === undefined && !pages.has(number)) fail('a page without names');
    if (cellsIn(cells) !== Math.ceil(bytes / cell)) fail('cells');
    pages.set(number, { space, flags, live, bytes });
  }
  for (const [from, to, bytes] of frame.moves) if (!pages.has(from) || !pages.has(to) || bytes <= 0) fail('a way');
  // What is being left counts as used until it is given up.
  if (frame.moment !== 'evacuated' && !(frame.counts.evacuatedNow > 0)) {
    const live = [0, 0, 0, 0];
    for (const page of pages.values()) if ((page.flags & 1) === 0) live[page.space] += page.live;
    frame.spaces.forEach(([, used], space) => {
      if (used !== live[space]) fail(`${data.spaces[space]}: ${live[space]} by pages, ${used} by count`);
    });
  }
  if (frame.moment === 'before') moved = null;
  if (frame.moment === 'moved') moved = frame.counts;
  if (frame.moment === 'after' && moved !== null) {
    const { copied, promoted, evacuated } = frame.counts;
    if (copied !== (moved.copiedNow ?? 0)) fail('copied');
    if (promoted !== (moved.promotedNow ?? 0)) fail('promoted');
    if (frame.kind === 'scavenge' && evacuated !== (moved.evacuatedNow ?? 0)) fail('evacuated');
  }
});
console.log(wrong.slice(0, 5).join('\\n') || 'consistent');
";

const PROGRAM: &str = "class Point { constructor(x) { this.x = x; this.list = [x]; } }
let kept = []; for (let i = 0; i < 60000; i++) kept.push(new Point(i));
kept = kept.filter((point, index) => index % 10 === 0); gc(); gc({ type: 'minor' });
const big = new Array(100000).fill(0); console.log(kept.length, big.length); gc();";

#[test]
fn the_frames_agree_with_the_collectors_counts() {
    let stories: [(&[&str], &str); 4] = [
        (&["--expose-gc"], PROGRAM),
        (&["--expose-gc", "--no-incremental-marking", "--no-compact"], PROGRAM),
        (
            &["--expose-gc", "--gc-stress=nth:500"],
            "let kept = []; for (let i = 0; i < 9000; i++) kept[i % 400] = { i }; gc()",
        ),
        (
            &["--expose-gc", "--gc-stress=evacuate-all"],
            "let kept = []; for (let i = 0; i < 3000; i++) kept[i % 900] = { i }; gc()",
        ),
    ];
    for (flags, program) in stories {
        let (page, run, _file) = page_of("heap-map", flags, program);
        assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)));
        assert_eq!(judge(&page, CONSISTENT), "consistent\n", "{flags:?}");
        let moments = "for (const moment of ['before', 'moved', 'marked', 'swept', 'after', 'end']) \
                       if (!data.frames.some((frame) => frame.moment === moment)) console.log(moment)";
        assert_eq!(judge(&page, moments), "", "{flags:?}");
    }
}

#[test]
fn promoted_bytes_are_those_of_the_trace() {
    let program = "const kept = []; for (let i = 0; i < 60000; i++) kept.push({ i })";
    let (page, run, _file) = page_of("heap-map", &["--trace-gc-nvp"], program);
    let value =
        |line: &str| line.split_once(" promoted=").and_then(|(_, rest)| rest.split(' ').next().map(str::to_owned));
    let scavenges = run.stdout.lines().filter(|line| line.contains(" gc=s "));
    let traced: Vec<String> = scavenges.filter_map(value).collect();
    let seen = "console.log(data.frames.filter(({ moment, kind }) => moment === 'moved' && kind === 'scavenge') \
                .map(({ counts }) => counts.promotedNow).join())";
    assert!(traced.len() >= 2 && traced.iter().any(|bytes| bytes != "0"), "{}", run.stdout);
    assert_eq!(judge(&page, seen).trim_end(), traced.join(","));
}

#[test]
fn live_bytes_of_each_old_page_are_those_of_the_heap() {
    let program = "const { spaces } = require('tenure'); let kept = [];
        for (let i = 0; i < 40000; i++) kept.push({ i, list: [i] }); spaces(); kept = kept.filter(({ i }) => i % 3 === 0);
        gc(); console.log(JSON.stringify(spaces()));";
    let (page, run, _file) = page_of("heap-map", &["--expose-gc"], program);
    let compare = format!(
        "const told = {}; const pages = new Map(); const end = data.frames.findLastIndex(({{ moment }}) => moment === 'swept');
        for (const frame of data.frames.slice(0, end + 1)) {{
          for (const number of frame.gone) pages.delete(data.addresses[number]);
          for (const [number, space, , , live] of frame.pages) pages.set(data.addresses[number], {{ space, live }});
        }}
        let same = 0;
        for (const {{ name, pages: list }} of told.filter(({{ name }}) => name === 'old space')) {{
          for (const {{ address, used }} of list) {{
            if (pages.get(Number(address))?.live === used) same++; else console.log(name, address, used, pages.get(Number(address))?.live);
          }}
          console.log(list.length > 3, same === list.length, [...pages.values()].filter(({{ space }}) => space === 1).length === same);
        }}",
        run.stdout.trim()
    );
    assert_eq!(judge(&page, &compare), "true true true\n");
}

/// The names of cells of the last frame, with their places of birth.
const NAMES: &str = "
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function objectsIn(text) {
  const objects = [];
  let at = 0;
  const number = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const digit = digits.indexOf(text[at++]);
      value += (digit & 31) * factor;
      if (digit < 32) return value;
      factor *= 32;
    }
  };
  while (at < text.length) {
    if (text[at] === '.' || text[at] === '*') { at++; number(); continue; }
    const [label, place, born, , words, starts] = [number(), number(), number(), number(), number(), number()];
    objects.push({ label: data.labels[label], place: data.places[place - 1], born: born - 1, bytes: words * 8, starts });
  }
  return objects;
}
const named = new Map();
for (const frame of data.frames) for (const page of frame.pages) if (page[7] !== undefined) named.set(page[0], page[7]);
const objects = [...named.values()].flatMap(objectsIn);
";

#[test]
fn objects_are_named_with_the_line_that_allocated_them() {
    let file = File::new(
        "lines.js",
        "class Point { constructor(x) { this.x = x; } }\n\
         function makePoint(i) {\n  return new Point(i);\n}\n\
         function makeList(i) {\n  return [i, i];\n}\n\
         globalThis.kept = [];\n\
         for (let i = 0; i < 3000; i++) kept.push(makePoint(i), makeList(i));\n\
         gc(); gc();\n",
    );
    let page = File::new("page.html", "");
    let run = tenure(&[&format!("--heap-map={}", page.path()), "--expose-gc", file.path()]);
    assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)));
    let text = std::fs::read_to_string(page.path()).expect("the page");
    let program = format!(
        "{NAMES} const of = (label, name) => objects.filter((object) => object.label === label && object.place?.[0] === name);
        const [points, lists] = [of('Point', 'makePoint'), of('Array', 'makeList')];
        console.log(points.length > 100, lists.length > 100);
        console.log(new Set(points.map(({{ place }}) => place.slice(1).join())).size, points[0].place.slice(2).join());
        console.log(lists[0].place.slice(2).join(), lists[0].place[1].endsWith('lines.js'), points[0].bytes);
        // What nobody noted has no place, and says nothing.
        console.log(objects.every(({{ place, born }}) => (place === undefined) === (born < 0)));
        console.log(objects.some(({{ place }}) => place === undefined));"
    );
    assert_eq!(judge(&text, &program), "true true\n1 3,10\n6,10 true 32\ntrue\ntrue\n");
}

#[test]
fn a_long_run_stays_within_its_bounds() {
    let program =
        "const kept = new Array(20000); for (let i = 0; i < 1500000; i++) kept[(i * 7919) % 20000] = { i, list: [i] }";
    let (page, run, _file) = page_of("heap-map", &["--nursery-size=512"], program);
    assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)));
    assert_eq!(judge(&page, CONSISTENT), "consistent\n");
    let program = "const { frames } = data; const last = frames.at(-1); \
                   console.log(frames.length <= 480, last.moment, last.number > 50, frames[0].number); \
                   const middle = frames[frames.length >> 1]; console.log(middle.number > 5);";
    assert_eq!(judge(&page, program), "true end true 0\ntrue\n");
    assert!(page.len() < 9 << 20, "{} bytes", page.len());
}

#[test]
fn the_page_is_written_however_the_program_ends() {
    for (program, code, shown) in [
        ("null.x", Some(1), "1 false"),
        ("process.exit(7)", Some(7), "7 false"),
        ("const kept = []; for (;;) kept.push({ kept })", Some(134), "null true"),
    ] {
        let (page, run, _file) = page_of("heap-map", &["--max-old-space-size=16"], program);
        assert_eq!(run.code, code, "{program}");
        assert_eq!(judge(&page, CONSISTENT), "consistent\n", "{program}");
        let told = judge(&page, "console.log(data.exitCode, data.outOfMemory, data.frames.at(-1).moment)");
        assert_eq!(told, format!("{shown} end\n"), "{program}");
    }
    let run = tenure(&["--heap-map=a.js", "-e", "console.log(1)"]);
    assert_eq!(run.stderr, "tenure: --heap-map writes a page: \"a.js\" does not end in .html\n");
    assert_eq!((run.stdout.as_str(), run.code), ("", Some(9)));
}

#[test]
fn nothing_that_dies_is_kept_alive() {
    let program = "let kept = []; for (let i = 0; i < 30000; i++) kept.push({ i }); gc(); const full = process.memoryUsage().heapUsed; \
                   kept = null; gc(); console.log(full - process.memoryUsage().heapUsed > 1e6)";
    let (.., run, _file) = page_of("heap-map", &["--expose-gc", "--verify-heap"], program);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("true\n", ""));
}

/// What a reader does, and what is seen then: written into the page.
const READER: &str = "<script>
const seen = [];
const lane = lanes[0];
const sum = () => {
  const { width, height } = lane.canvas;
  return lane.canvas.getContext('2d').getImageData(0, 0, width, height).data.reduce((hash, byte) => (hash * 31 + byte) | 0, 7);
};
const press = (id) => find(id).click();
const clickAt = (canvas, { x, y, width, height }) => {
  const frame = canvas.getBoundingClientRect();
  const at = { clientX: frame.left + x + width / 2, clientY: frame.top + y + height / 2 };
  canvas.dispatchEvent(new MouseEvent('click', at));
};
press('first');
const pictures = new Set([sum()]);
while (!find('next').disabled) { press('next'); pictures.add(sum()); }
seen.push(`steps ${document.body.dataset.step} of ${lane.run.frames.length}, at the end: ${document.body.dataset.moment}`);
seen.push(`pictures differ: ${pictures.size > lane.run.frames.length / 2}`);
const last = sum();
press('previous');
press('next');
seen.push(`back and forth: ${sum() === last}`);
find('scrub').value = lane.run.frames.findIndex(({ moment }) => moment === 'moved');
find('scrub').dispatchEvent(new Event('input'));
seen.push(`scrubbed to ${document.body.dataset.moment}`);
press('last');
const before = sum();
let named = null;
for (const box of lane.shown.values()) {
  const cells = cellsOf(box.page);
  for (let cell = 0; cell < cells.length && named === null && box.page.space === 1; cell++) {
    const object = cells[cell] === FREE ? null : objectIn(box.page, cell);
    if (object === null || object.place < 0 || lane.run.data.labels[object.label] !== 'Point') continue;
    // A small page is enlarged first.
    clickAt(lane.canvas, box);
    if (box.width >= 128) clickAt(lane.canvas, rectangle(box, cell));
    else clickAt(lane.lens, rectangle({ page: box.page, x: 0, y: 0, width: 128, height: 128 }, cell));
    named = lane.found.textContent;
  }
}
seen.push(`found: ${named}`, `chosen is drawn: ${sum() !== before}`);
compare(document.documentElement.innerHTML, 'the same page');
seen.push(`lanes: ${lanes.length}, ${document.querySelectorAll('canvas.map').length} pictures`);
press('next');
seen.push(`both at ${lanes.map(({ index }) => index).join(' and ')}`);
compare('<p>nothing</p>', 'x.html');
seen.push(`refused: ${find('complaint').textContent}`);
document.body.append(element('pre', { id: 'seen' }, seen.join('\\n')));
</script></body>";

#[test]
fn a_browser_draws_it_steps_and_names_objects() {
    let (page, run, file) = page_of("heap-map", &["--expose-gc"], PROGRAM);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("6000 100000\n", ""));
    let count = judge(&page, "console.log(data.frames.length)");
    let count = count.trim_end();
    std::fs::write(file.path(), page.replacen("</body>", READER, 1)).expect("the page");
    for width in [1200, 500] {
        let Some(dom) = drawn(&file, width) else { return };
        assert!(dom.contains(&format!("data-drawn=\"{count} frames\"")), "{}", &dom[dom.len().saturating_sub(3000)..]);
        let seen = dom.split_once("<pre id=\"seen\">").and_then(|(_, rest)| rest.split_once("</pre>"));
        let (seen, _) = seen.unwrap_or_else(|| panic!("the reader failed: {}", &dom[dom.len().saturating_sub(3000)..]));
        let steps: usize = count.parse::<usize>().expect("a number") - 1;
        for expected in [
            &format!("steps {steps} of {count}, at the end: end\n"),
            "pictures differ: true\n",
            "back and forth: true\n",
            "scrubbed to moved\n",
            "found: Point",
            "Allocated at [eval]:2:",
            "chosen is drawn: true\n",
            "lanes: 2, 2 pictures\n",
            "both at ",
            "refused: x.html is no page that --heap-map wrote.",
        ] {
            assert!(seen.contains(expected), "{expected} at width {width}: {seen}");
        }
        assert!(!seen.contains("NaN") && !seen.contains("undefined"), "{seen}");
    }
}
