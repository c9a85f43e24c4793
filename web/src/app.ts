/** What every page runs: the search box, and what a page has an element for. */

import { enhanceSearch } from "./search";

enhanceSearch();
