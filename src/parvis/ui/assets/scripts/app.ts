// The desk: htmx, server-sent events, and every behaviour.
import "./htmx";
import "htmx.org/dist/ext/hx-sse.js";
import { startActs } from "./acts";
import { startAddresses } from "./addresses";
import { startBehaviours } from "./behaviours";
import { startCsrf } from "./csrf";
import { startDrafts } from "./drafts";
import { startKeys } from "./keys";
import { startLists } from "./lists";
import { startMaps } from "./maps";
import { startOnce } from "./once";
import { startPhotos } from "./photos";
import { startSurfaces } from "./surfaces";
import { startThemes } from "./themes";

startCsrf();
startOnce();
startSurfaces();
startThemes();
startLists();
startKeys();
startDrafts();
startAddresses();
startPhotos();
startMaps();
startActs();
startBehaviours();
