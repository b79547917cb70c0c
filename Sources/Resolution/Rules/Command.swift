import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The operator's command replaces the image's whole; the working directory is always given.
    mutating func addCommand() {
        let fromImage = imageCommand
        let words = subject.given.value(of: "process.args")?.array ?? fromImage.words
        if words.isEmpty {
            let silent =
                switch subject.artefact.content {
                case .image: "neither the image nor a configuration gives a command"
                case .nix: "the artefact has no main program, and no configuration gives a command"
                }
            report("process.args", "is Required: \(silent)")
        } else if words.first == "" {
            report("process.args", "has no program: its first word is empty")
        }
        if !settle("process.args", else: fromImage.words.isEmpty ? nil : .array(fromImage.words)), !words.isEmpty {
            set("process.args", .array(words), fromImage.origin)
        }
        settle("process.cwd")
        if subject.given.value(of: "process.cwd") == nil {
            set("process.cwd", "/", because: "a process must have one")
        }
    }

    /// Entrypoint and then Cmd (image-spec, conversion.md, "Config.Entrypoint"). Who gives another Entrypoint takes the
    /// image's Cmd away, which was written for the image's.
    private var imageCommand: (words: [JSONValue], origin: Provenance.Origin) {
        let (first, second) = ("image.config.Entrypoint", "image.config.Cmd")
        let entrypoint = subject.given.value(of: first)?.array ?? []
        let givers = [first, second].compactMap { subject.given.strongest(of: $0) }
        let replaced = subject.given.strongest(of: first)?.isNode == true
        let ownCommand = subject.given.strongest(of: second)?.isNode == true
        let command = replaced && !ownCommand ? [] : subject.given.value(of: second)?.array ?? []
        let origin = givers.first { !$0.isNode }.map { image -> Provenance.Origin in
            guard givers.contains(where: \.isNode) else { return image }
            // A Nix artefact gives a program alone.
            if case .rule(_, let reason) = image {
                return .rule("process.args", reason: "\(reason), and then the operator's Cmd")
            }
            return .rule("process.args", reason: "it is Entrypoint and then Cmd, of which the operator gave one")
        }
        return (entrypoint + command, origin ?? .rule("process.args", reason: "it is Entrypoint and then Cmd"))
    }

    /// Only who debugs has a terminal.
    mutating func addTerminal() {
        let debug = subject.request.debug
        set(
            "process.terminal", .bool(debug),
            because: debug ? "the instance is debugged" : "the instance isn't debugged")
    }
}
