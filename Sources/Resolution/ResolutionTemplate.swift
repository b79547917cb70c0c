import ConfigurationGraph
import Crypto
import OCI

/// What the instances of one automaton on like hosts have in common, resolved once, with the places where they differ.
struct ResolutionTemplate {
    private let rows: [Provenance]
    /// Where in ``rows`` each value that differs has its row.
    private let places: [String: Int]
    private let document: JSONValue
    private let text: JSONTemplate
    private let configuration: RuntimeConfiguration
    private let parameters: [String: JSONValue]
    private let hasLabels: Bool

    /// - Throws: ``ResolutionFailure`` with everything that is wrong, and whatever reading the view throws.
    init(_ request: ResolutionRequest, in view: some GraphView) throws {
        let subject = try Subject(request, in: view)
        hasLabels = request.hasLabels(unconfined: subject.given.value(of: "security.selinux") == "unconfined")
        let values = InstanceValues(of: request, hasLabels: hasLabels).all
        var builder = SpecBuilder(for: subject)
        builder.applyRules()
        for value in values { builder.set(value.path, value.value, because: value.reason) }
        builder.settleRemaining()
        builder.checkHost()
        guard builder.problems.isEmpty else { throw ResolutionFailure(problems: builder.problems) }
        let draft = ConfigurationDocument(rows: builder.rows).json
        builder.checkSpecification(of: draft)
        guard builder.problems.isEmpty else { throw ResolutionFailure(problems: builder.problems) }
        configuration = try builder.settleVersion(of: draft)
        guard builder.problems.isEmpty else { throw ResolutionFailure(problems: builder.problems) }
        rows = builder.sortedRows
        let paths = Set(values.map(\.path))
        places = Dictionary(
            rows.enumerated().filter { paths.contains($1.path) }.map { ($1.path, $0) },
            uniquingKeysWith: { first, _ in first })
        document = ConfigurationDocument(rows: rows).json
        text = try JSONTemplate(document, gaps: Set(paths.subtracting(["node"]).map(\.keys)))
        let others = rows.filter { !ConfigurationDocument.holds($0) }.compactMap { row in
            row.value.map { (row.path, $0) }
        }
        parameters = Dictionary(others, uniquingKeysWith: { _, last in last })
    }

    /// One of the instances.
    func instance(_ request: ResolutionRequest) throws -> ResolvedInstance {
        let values = InstanceValues(of: request, hasLabels: hasLabels).all
        var rows = rows
        var document = document
        var parameters = parameters
        for value in values {
            guard let place = places[value.path] else { continue }
            rows[place].value = value.value
            rows[place].origin = .rule(value.path, reason: value.reason)
            if value.path == "node" {
                parameters[value.path] = value.value
            } else {
                document.set(value.value, at: value.path.keys[...])
            }
        }
        var hash = SHA256()
        try text.write(Dictionary(values.map { ($0.path.keys, $0.value) }) { first, _ in first }) {
            hash.update(data: $0)
        }
        guard let digest = OCI.Digest(algorithm: .sha256, bytes: hash.finalize()) else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(parameter: "ociVersion", message: "has no digest", node: nil, location: nil)
            ])
        }
        return ResolvedInstance(
            spec: RuntimeSpecNode(digest: digest, spec: document, parameters: parameters, provenance: rows),
            configuration: configuration.with(values, of: request))
    }
}

extension RuntimeConfiguration {
    fileprivate func with(_ values: [InstanceValues.Value], of request: ResolutionRequest) -> RuntimeConfiguration {
        var configuration = self
        let mapping = IDMapping(containerID: 0, hostID: request.idBase, size: SpecBuilder.idCount)
        configuration.linux?.uidMappings = [mapping]
        configuration.linux?.gidMappings = [mapping]
        for value in values {
            switch value.path {
            case "linux.cgroupsPath": configuration.linux?.cgroupsPath = value.value.string
            case "linux.mountLabel": configuration.linux?.mountLabel = value.value.string
            case "process.selinuxLabel": configuration.process?.selinuxLabel = value.value.string
            default: break
            }
        }
        return configuration
    }
}

extension SpecBuilder {
    /// Everything that a rule decides, or takes part in deciding.
    fileprivate mutating func applyRules() {
        addPlacement()
        addCommand()
        addUser()
        addCapabilities()
        addTerminal()
        addSecurityLabels()
        addSeccomp()
        addRoot()
        addNames()
        addSecrets()
        addMounts()
        addHooks()
        addIsolation()
        addDevices()
        addKernelParameters()
        addResources()
        addAnnotations()
        addPorts()
    }

    /// Settles the lowest version of the specification that has all fields of a document; the configuration with it.
    fileprivate mutating func settleVersion(of document: JSONValue) throws -> RuntimeConfiguration {
        var rest = document
        rest.remove(at: ["linux", "seccomp"])
        var configuration = try CanonicalJSON.value(RuntimeConfiguration.self, of: rest)
        configuration.linux?.seccomp = profile?.value
        let version = configuration.lowestVersion
        if version != configuration.ociVersion {
            replace("ociVersion", with: .string(version), because: "it is the lowest that has all fields used")
            configuration.ociVersion = version
        }
        let features = subject.request.host.features
        if let highest = RuntimeSupport.highestSpecification(of: features), highest.minor < Version(version).minor {
            report(
                "ociVersion",
                "would be \(version), and \(features.runtime) \(features.runtimeVersion) takes \(highest) at the most")
        }
        return configuration
    }
}
