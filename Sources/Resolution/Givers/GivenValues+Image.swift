import ConfigurationGraph
import OCI

extension GivenValues {
    /// Adds what an image says of how it wants to be run (image-spec, conversion.md).
    mutating func add(_ image: ImageConfigNode) {
        let origin = Provenance.Origin.imageConfig(image.digest)
        let execution = image.configuration.config ?? .init()
        if let entrypoint = execution.entrypoint, !entrypoint.isEmpty {
            add(.strings(entrypoint), for: "image.config.Entrypoint", from: origin)
        }
        if let command = execution.cmd, !command.isEmpty {
            add(.strings(command), for: "image.config.Cmd", from: origin)
        }
        if let directory = execution.workingDir, !directory.isEmpty {
            add(checked: .string(directory), for: "process.cwd", from: image, named: "WorkingDir")
        }
        if let variables = execution.env, !variables.isEmpty {
            add(checked: .strings(variables), for: "process.env", from: image, named: "Env")
        }
        if let signal = execution.stopSignal, !signal.isEmpty {
            add(checked: .string(signal), for: "orchestrator.stop.signal", from: image, named: "StopSignal")
        }
        if let ports = execution.exposedPorts, !ports.isEmpty {
            add(checked: Self.ports(ports.keys), for: "relay.ports", from: image, named: "ExposedPorts")
        }
    }

    /// `8080/tcp` and its kin as elements of `relay.ports`; what is neither becomes an element of no right type.
    private static func ports(_ texts: some Sequence<String>) -> JSONValue {
        .array(
            texts.sorted().map { text in
                let halves = text.split(separator: "/", maxSplits: 1).map(String.init)
                let number = halves.first.flatMap { Int64($0) }
                return [
                    "containerPort": number.map { .integer($0) } ?? .string(text),
                    "protocol": .string(halves.count == 2 ? halves[1] : "tcp"),
                ]
            })
    }

    private mutating func add(
        checked value: JSONValue, for parameter: String, from image: ImageConfigNode, named name: String
    ) {
        let problems = Catalogue.parameter(at: parameter)?.type.check(value) ?? []
        for problem in problems {
            report(
                ResolutionProblem(
                    parameter: parameter, message: "can't be had from the image: its \(name) \(problem)",
                    node: image.id))
        }
        if problems.isEmpty { add(value, for: parameter, from: .imageConfig(image.digest)) }
    }
}

extension JSONValue {
    /// A list of strings.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
