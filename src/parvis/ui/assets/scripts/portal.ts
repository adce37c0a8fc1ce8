import htmx from "htmx.org";
void htmx;
