import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The operator's command replaces the image's whole; the working directory is always given.
    mutating func addCommand() {
        let words = subject.given.value(of: "process.args")?.array ?? []
        if words.isEmpty {
            report("process.args", "is Required: neither the image nor a configuration gives a command")
        } else if words.first == "" {
            report("process.args", "has no program: its first word is empty")
        }
        settle("process.args")
        settle("process.cwd")
        if subject.given.value(of: "process.cwd") == nil {
            set("process.cwd", "/", because: "a process must have one")
        }
    }

    /// Only who debugs has a terminal.
    mutating func addTerminal() {
        let debug = subject.request.debug
        set(
            "process.terminal", .bool(debug),
            because: debug ? "the instance is debugged" : "the instance isn't debugged")
    }
}
