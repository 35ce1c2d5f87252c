/* node read.mjs a.ics b.ics …: prints, for each file, what two readers of calendars make of its events, as JSON:
   {"a.ics": {"ical.js": [{uid, start, end, summary, status}, …], "node-ical": […]}}, start and end as UTC.
   ical.js computes with the zones that the file describes, node-ical with those it knows by their name.
   The libraries are in the folder that CALENDAR_CLIENTS names. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";

const require = createRequire(resolve(process.env.CALENDAR_CLIENTS, "here.js"));
const ICAL = require("ical.js");
const nodeIcal = require("node-ical");

const instant = (date) => date.toISOString();

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: instant(event.startDate.toJSDate()),
      end: instant(event.endDate.toJSDate()),
      summary: event.summary,
      status: component.getFirstPropertyValue("status"),
    };
  });
}

// A value with a parameter, such as LANGUAGE, comes as {val, params}.
const plain = (value) => value?.val ?? value;

function byNodeIcal(text) {
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((component) => component.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: instant(event.start),
      end: instant(event.end),
      summary: plain(event.summary),
      status: event.status,
    }));
}

const read = (path) => {
  const text = readFileSync(path, "utf8");
  return [basename(path), { "ical.js": byIcalJs(text), "node-ical": byNodeIcal(text) }];
};

process.stdout.write(JSON.stringify(Object.fromEntries(process.argv.slice(2).map(read))));
