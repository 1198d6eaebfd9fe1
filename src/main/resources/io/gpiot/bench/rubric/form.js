"use strict";
// One answer at a time; every choice is kept in the browser at once, under this result's id.
const content = JSON.parse(document.getElementById("content").textContent);
const store = "gpiot-scores-" + content.result;
const kept = JSON.parse(localStorage.getItem(store) || '{"judge": "", "scores": {}}');
const form = document.getElementById("form");
let at = 0;

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function keep() {
  localStorage.setItem(store, JSON.stringify(kept));
}

function rubricsOf(exhibit) {
  return content.rubrics.filter((rubric) => rubric.about === exhibit.about);
}

function key(exhibit, rubric) {
  return JSON.stringify([rubric.key, exhibit.task, exhibit.sample, exhibit.grammar]);
}

function question(exhibit, rubric) {
  const id = key(exhibit, rubric);
  const field = element("fieldset", { className: kept.scores[id]?.score ? "done" : "" },
    element("legend", {}, rubric.key + ": " + rubric.title), element("p", {}, rubric.question));
  for (let score = 5; score >= 1; score--) {
    const choice = element("input", { type: "radio", name: id, checked: kept.scores[id]?.score === score });
    choice.addEventListener("change", () => {
      kept.scores[id] = { ...kept.scores[id], score };
      field.className = "done";
      keep();
      progress();
    });
    field.append(element("label", {}, choice, " " + score + ": " + rubric.levels[score - 1]));
  }
  const reason = element("input", { type: "text", placeholder: "why (one line, may be empty)", value: kept.scores[id]?.reason || "" });
  reason.addEventListener("input", () => {
    kept.scores[id] = { ...kept.scores[id], reason: reason.value };
    keep();
  });
  field.append(reason);
  return field;
}

function progress() {
  const all = content.exhibits.flatMap((exhibit) => rubricsOf(exhibit).map((rubric) => key(exhibit, rubric)));
  const done = all.filter((id) => kept.scores[id]?.score).length;
  document.getElementById("count").textContent = `answer ${at + 1} of ${content.exhibits.length}, ${done} of ${all.length} scores given`;
}

function show() {
  const exhibit = content.exhibits[at];
  const judge = element("input", { type: "text", value: kept.judge, placeholder: "your name or sign" });
  judge.addEventListener("input", () => {
    kept.judge = judge.value;
    keep();
  });
  const move = (by) => () => {
    at = Math.min(content.exhibits.length - 1, Math.max(0, at + by));
    show();
    scrollTo(0, 0);
  };
  const rubrics = rubricsOf(exhibit);
  form.replaceChildren(
    element("header", {}, judge, " ", element("span", { id: "count" }), element("nav", {},
      element("button", { onclick: move(-1) }, "back"), element("button", { onclick: move(1) }, "next"),
      element("button", { onclick: exported }, "export CSV"))),
    element("h2", {}, exhibit.task), element("h3", {}, "The task"), element("pre", {}, exhibit.question),
    element("h3", {}, "The answer"), element("pre", {}, exhibit.answer),
    ...rubrics.filter((rubric) => !rubric.run).map((rubric) => question(exhibit, rubric)));
  if (rubrics.some((rubric) => rubric.run)) {
    form.append(element("h3", {}, "How it was written and how it ran"), element("pre", {}, exhibit.run),
      ...rubrics.filter((rubric) => rubric.run).map((rubric) => question(exhibit, rubric)));
  }
  progress();
}

function quoted(field) {
  return '"' + String(field).replaceAll('"', '""').replaceAll("\n", " ") + '"';
}

function exported() {
  if (!kept.judge.trim()) {
    alert("Please say who you are first: the report names its judges.");
    return;
  }
  const rows = ["result,judge,rubric,task,sample,grammar,score,reason"];
  for (const exhibit of content.exhibits) {
    for (const rubric of rubricsOf(exhibit)) {
      const given = kept.scores[key(exhibit, rubric)];
      if (given?.score) {
        rows.push([content.result, kept.judge.trim(), rubric.key, exhibit.task, exhibit.sample, exhibit.grammar, given.score, given.reason || ""].map(quoted).join(","));
      }
    }
  }
  const link = element("a", { href: URL.createObjectURL(new Blob([rows.join("\n") + "\n"], { type: "text/csv" })),
    download: "scores-" + content.result + ".csv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

show();
