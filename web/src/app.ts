/** What every page runs: the search box, tables, and what a page has an element for. */

import { enhanceDates } from "./dates";
import { enhanceFacets } from "./facets";
import { offer } from "./saving";
import { enhanceSearch } from "./search";
import { enhanceTables } from "./tables";

enhanceSearch();
enhanceTables(document);
enhanceFacets();

const dates = document.querySelector<HTMLFormElement>("form[data-dates]");
if (dates) enhanceDates(dates);

for (const part of document.querySelectorAll("[data-picture]")) offer(part);

const sparql = document.querySelector<HTMLElement>("[data-sparql]");
if (sparql) void import("./sparql").then((view) => view.enhance(sparql));

const network = document.querySelector<HTMLElement>("[data-network]");
if (network) void import("./network").then((view) => view.enhance(network));

const map = document.querySelector<HTMLElement>("[data-map]");
if (map) void import("./map").then((view) => view.enhance(map));

const review = document.querySelector<HTMLElement>("[data-review]");
if (review) void import("./review").then((view) => view.enhance(review));
