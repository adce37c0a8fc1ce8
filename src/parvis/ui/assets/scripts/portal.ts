// The portal works without any of this.
import { startAddresses } from "./addresses";
import { startBehaviours } from "./behaviours";
import { startDrafts } from "./drafts";
import { startMaps } from "./maps";
import { startOnce } from "./once";
import { startPhotos } from "./photos";
import { startSurfaces } from "./surfaces";

startOnce();
startSurfaces();
startDrafts();
startAddresses();
startPhotos();
startMaps();
startBehaviours();
