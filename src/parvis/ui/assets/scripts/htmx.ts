// First of the imports: its extensions look for the global name.
import "htmx.org";
