import "./portal";
