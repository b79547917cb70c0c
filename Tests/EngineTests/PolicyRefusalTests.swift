import Testing

/// What is declared, and what is said of it.
private struct Refused: CustomTestStringConvertible {
    var what: String
    /// The automaton's values under `orchestrator`, and others.
    var more: String
    /// The line of the file that is named; the automaton begins in line 5.
    var line: Int
    var words: [String]
    var testDescription: String { what }
}

private let refused = [
    Refused(
        what: "min above max", more: "orchestrator: {instances: {min: 5, max: 3}}", line: 9,
        words: ["'orchestrator.instances.min' is 5, more than orchestrator.instances.max, 3: raise max or lower min"]),
    Refused(
        what: "initial outside", more: "orchestrator: {instances: {min: 1, max: 3, initial: 7}}", line: 9,
        words: ["'orchestrator.instances.initial' is 7, outside 1 to 3"]),
    Refused(
        what: "a negative target", more: "orchestrator: {target: {requestsPerSecond: -5}}", line: 9,
        words: ["'orchestrator.target.requestsPerSecond'"]),
    Refused(
        what: "an absurd target", more: "orchestrator: {target: {latency: {duration: 0}}}", line: 9,
        words: ["'orchestrator.target.latency.duration' can't be 0.0 s"]),
    Refused(
        what: "an unknown operator", more: "orchestrator: {affinity: {hosts: [{disk: 'near: ssd'}]}}", line: 9,
        words: ["has no operator 'near'; give one of absent, atLeast, atMost, exists, in, notIn"]),
    Refused(
        what: "a location that no host has", more: "orchestrator: {location: {allowed: [{region: mars}]}}", line: 9,
        words: ["'orchestrator.location.allowed' names region mars, where no host is: there are host "]),
    Refused(
        what: "a port wanted twice", more: "relay: {publish: [\"18590:8080\", \"18590:8081\"]}", line: 9,
        words: ["port 18590/tcp is published twice"]),
    Refused(
        what: "beside and away",
        more: "orchestrator: {affinity: {automatons: [{automaton: web, relation: same}, "
            + "{automaton: web, relation: different}]}}", line: 9,
        words: ["'orchestrator.affinity.automatons' can't be beside web and away from it"]),
    Refused(
        what: "a neighbour that isn't there",
        more: "orchestrator: {affinity: {automatons: [{automaton: wep, relation: same}]}}", line: 9,
        words: ["names 'wep', which isn't there; did you mean 'web'?"]),
    Refused(
        what: "several that share an exclusive volume",
        more: "volumes: [{name: content, destination: /data}]\norchestrator: {instances: {max: 3}}\n"
            + "---\nkind: Volume\nname: content", line: 10,
        words: ["'orchestrator.instances.max' can't be 3: volume content is exclusive"]),
]

extension EngineTests {
    @Suite("Wishes of number and place that can't hold are refused") struct PolicyRefusalTests {
        @Test("with file, line and column, before anything is changed", arguments: refused)
        fileprivate func wishes(_ wish: Refused) async throws {
            try await Place.with { place in
                let automaton = """
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/sleep, "1000"]}
                    """
                let file = try place.declare(automaton + "\n" + wish.more + "\n")
                for command in ["plan", "apply"] {
                    let error = try await place.expect(65, command, file)
                    for words in wish.words { #expect(error.contains(words), "\(error)") }
                    #expect(error.contains("\(file):\(wish.line):"), "\(error)")
                }
                #expect(try await place.expect(0, "history").split(separator: "\n").count == 1)
            }
        }

        @Test("two that want opposite things of each other")
        func opposites() async throws {
            try await Place.with { place in
                func idle(_ name: String, _ other: String, _ relation: String) -> String {
                    """
                    kind: Automaton
                    name: \(name)
                    artefact: box
                    process: {args: [/bin/sleep, "1000"]}
                    orchestrator: {affinity: {automatons: [{automaton: \(other), relation: \(relation)}]}}

                    """
                }
                let file = try place.declare(
                    idle("left", "right", "same") + "---\n" + idle("right", "left", "different"))
                let error = try await place.expect(65, "plan", file)
                #expect(error.contains("wants to be away from left, which wants the opposite of right"), "\(error)")
                // In a circle all can be beside each other.
                let circle = try place.declare(idle("left", "right", "same") + "---\n" + idle("right", "left", "same"))
                try await place.expect(2, "plan", circle)
            }
        }

        @Test("one that has no room is planned, and what it lacks is said")
        func noRoom() async throws {
            try await Place.with { place in
                let file = try place.declare(
                    """
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/sleep, "1000"]}
                    orchestrator:
                      stop: {signal: SIGKILL}
                      instances: {min: 2, max: 2}
                      resources: {cpu: {request: 4000}}
                    """)
                // The one that a command starts all the same has more than there is, too.
                let forecast = try await place.expect(0, "what-if", "--apply", file)
                #expect(forecast.contains("web lacks 2 instances: 1 of 1 host: cpu short by"), "\(forecast)")
                try await place.expect(0, "up", file)
                let lack = try await place.expect(0, "why-pending", "web")
                #expect(lack.contains("web lacks 2 instances: 1 of 1 host: cpu short by"), "\(lack)")
                #expect(try await place.expect(0, "why-here", "web-1").contains("there was no choice"))
            }
        }
    }
}
