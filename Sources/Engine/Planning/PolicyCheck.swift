import ConfigurationGraph
import OCI
import Orchestrator
import Resolution

/// Judges what automatons want of their number and their places, before it is committed: what no host could ever give.
struct PolicyCheck {
    private let hosts: [HostState]
    private let automatons: Set<String>
    /// What was read so far, to find those that want opposite things of each other.
    private var policies: [String: (policy: AutomatonPolicy, parameters: AutomatonParameters)] = [:]

    init(in view: some GraphView) throws {
        hosts = try view.values(Host.self).map { host in
            HostState(host, policy: try view.value(HostPolicy.self, named: host.name))
        }
        automatons = Set(try view.names(of: .automaton))
    }

    /// All that is wrong with an automaton, each with its place. Of two that want opposite things the second is told.
    mutating func problems(of parameters: AutomatonParameters, in view: some GraphView) throws -> [ResolutionProblem] {
        let name = parameters.automaton.name
        guard policies[name] == nil else { return [] }
        let volumes = try FleetReader.volumes(of: parameters.automaton, in: view)
        do throws(PolicyFaults) {
            let policy = try AutomatonPolicy.reading(name, volumes: volumes) { parameters[$0] }
            policies[name] = (policy, parameters)
            return placeProblems(policy, parameters) + neighbourProblems(policy, parameters)
        } catch {
            return error.faults.map { parameters.problem($0.parameter, $0.message) }
        }
    }

    private func placeProblems(_ policy: AutomatonPolicy, _ parameters: AutomatonParameters) -> [ResolutionProblem] {
        guard !hosts.isEmpty, !policy.allowed.isEmpty, policy.allowed.allSatisfy({ !hosts.contains(matching: $0) })
        else { return [] }
        let places = Set(hosts.map(\.place)).sorted().joined(separator: "; ")
        return [
            parameters.problem(
                "orchestrator.location.allowed",
                "names \(policy.allowed.map(\.description).joined(separator: ", ")), where no host is: there are "
                    + "\(places); say where a host is with 'kind: Host'")
        ]
    }

    private func neighbourProblems(
        _ policy: AutomatonPolicy, _ parameters: AutomatonParameters
    ) -> [ResolutionProblem] {
        let path = "orchestrator.affinity.automatons"
        var problems: [ResolutionProblem] = []
        for neighbour in policy.neighbours {
            guard automatons.contains(neighbour.automaton) else {
                let nearest = Catalogue.nearest(to: neighbour.automaton, among: automatons)
                let hint = nearest.map { "; did you mean '\($0)'?" } ?? "; declare it, or take it away"
                problems.append(parameters.problem(path, "names '\(neighbour.automaton)', which isn't there\(hint)"))
                continue
            }
            let others = policies[neighbour.automaton]?.policy.neighbours ?? []
            let opposite = others.contains { other in
                other.automaton == policy.name && other.beside != neighbour.beside && other.key == neighbour.key
            }
            guard opposite, neighbour.automaton != policy.name else { continue }
            problems.append(
                parameters.problem(
                    path,
                    "wants to be \(neighbour.beside ? "beside" : "away from") \(neighbour.automaton), which wants the "
                        + "opposite of \(policy.name): take one away"))
        }
        return problems
    }
}

extension [HostState] {
    fileprivate func contains(matching selector: PlaceSelector) -> Bool {
        contains { selector.matches(region: $0.region, zone: $0.zone, host: $0.name) }
    }
}

extension HostState {
    /// Where it is, as a sentence lists it.
    fileprivate var place: String {
        let parts = [region.map { "region \($0)" }, zone.map { "zone \($0)" }].compactMap(\.self)
        return "host \(name)" + (parts.isEmpty ? " in no region" : " in \(parts.joined(separator: ", "))")
    }
}

extension AutomatonParameters {
    /// A problem with a parameter, where the operator gave it, else where the automaton is declared.
    func problem(_ parameter: String, _ message: String) -> ResolutionProblem {
        let place = place(of: parameter)
        return ResolutionProblem(
            parameter: parameter, message: message, node: place?.node ?? automaton.id,
            location: place?.location ?? automaton.declaration.location)
    }
}
