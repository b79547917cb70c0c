import ConfigurationGraph
import OCI

/// What the instances of one automaton on like hosts have in common, resolved once.
struct ResolutionTemplate {
    private let node: RuntimeSpecNode
    private let configuration: RuntimeConfiguration

    /// - Throws: ``ResolutionFailure`` with everything that is wrong, and whatever reading the view throws.
    init(_ request: ResolutionRequest, in view: some GraphView) throws {
        let subject = try Subject(request, in: view)
        let gaps = InstanceGaps(
            cgroupParent: request.host.cgroupParent,
            hasLabels: request.hasLabels(unconfined: subject.given.value(of: "security.selinux") == "unconfined"))
        let values = InstanceValues(of: InstanceIdentity(request), in: gaps).all
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
        let open = Set(values.map(\.path))
        node = try RuntimeSpecNode(
            rows: builder.sortedRows.map { open.contains($0.path) ? $0.leftOpen : $0 }, gaps: gaps)
    }

    /// One of the instances. Takes no time to speak of.
    func instance(_ request: ResolutionRequest) -> ResolvedInstance {
        ResolvedInstance(node: node, common: configuration, identity: InstanceIdentity(request))
    }
}

extension Provenance {
    /// The row of a value that each instance has for itself.
    fileprivate var leftOpen: Provenance {
        var row = self
        row.value = nil
        row.origin = .rule(path, reason: "each instance has its own")
        return row
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
