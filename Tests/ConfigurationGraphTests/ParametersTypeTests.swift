import ConfigurationGraph
import OCI
import Testing

@Suite("Types of parameters")
struct ParametersTypeTests {
    struct Form: Sendable, CustomTestStringConvertible {
        let type: ParameterType
        let given: JSONValue
        /// Nil where the value isn't of the type.
        let normal: JSONValue?

        init(_ type: ParameterType, _ given: JSONValue, _ normal: JSONValue?) {
            (self.type, self.given, self.normal) = (type, given, normal)
        }

        var testDescription: String { "\(given) as \(type.words)" }
    }

    static let forms: [Form] = [
        Form(.string, "on", "on"), Form(.string, 1, nil), Form(.string, "a\0b", nil),
        Form(.path, "/a//b/", "/a/b"), Form(.path, "/", "/"), Form(.path, "a", nil), Form(.path, "/a/../b", nil),
        Form(.bool, true, true), Form(.bool, "true", nil),
        Form(.integer(1...9), 9, 9), Form(.integer(1...9), 10, nil), Form(.integer(1...9), 1.5, nil),
        Form(.number(0.5...2), 0.5, 0.5), Form(.number(0.5...2), 1, 1), Form(.number(0.5...2), 1.0, 1),
        Form(.number(0.5...2), 3, nil),
        Form(.bytes, 1024, 1024), Form(.bytes, "256MiB", 268_435_456), Form(.bytes, "1.5 kB", 1500),
        Form(.bytes, "1e3", nil), Form(.bytes, -1, nil), Form(.bytes, "MiB", nil), Form(.bytes, "99999999999TB", nil),
        Form(.duration, "500ms", 0.5), Form(.duration, "2m", 120), Form(.duration, 3, 3),
        Form(.duration, "7d", 604_800),
        Form(.duration, "1 week", nil), Form(.duration, -1, nil),
        Form(.signal, "term", "SIGTERM"), Form(.signal, "SIGUSR1", "SIGUSR1"), Form(.signal, 9, "SIGKILL"),
        Form(.signal, "15", "SIGTERM"), Form(.signal, "SIGRTMIN+3", "37"), Form(.signal, 37, "37"),
        Form(.signal, "SIGNONE", nil), Form(.signal, 0, nil), Form(.signal, 65, nil),
        Form(.choice(["a", "b"]), "b", "b"), Form(.choice(["a", "b"]), "B", nil),
        Form(.list(.duration), ["1s", 2], [1, 2]), Form(.list(.duration), ["x"], nil), Form(.list(.string), "a", nil),
        Form(.map(.bytes), ["a": "1k"], ["a": 1000]), Form(.object(["a": .bool]), ["a": true], ["a": true]),
        Form(.object(["a": .bool]), ["b": true], nil), Form(.any, [1], [1]),
        Form(.environment, ["A=b=c"], ["A=b=c"]),
        Form(.form(.numberList), "0-3,5", "0-3,5"), Form(.form(.numberList), "0-", nil),
        Form(.form(.percentage), "25%", "25%"), Form(.form(.pageSize), "2MB", "2MB"),
        Form(.form(.pageSize), "2mb", nil), Form(.form(.schedule), "0 3 * * *", "0 3 * * *"),
        Form(.form(.time), "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"), Form(.form(.time), "today", nil),
        Form(.either([.integer(0...9), .form(.percentage)]), 3, 3),
        Form(.either([.integer(0...9), .form(.percentage)]), "3%", "3%"),
        Form(.either([.integer(0...9), .form(.percentage)]), 10, nil),
        Form(.object(["a": .bool, "b": .bool], required: ["a"]), ["a": true], ["a": true]),
        Form(.object(["a": .bool, "b": .bool], required: ["a"]), ["b": true], nil),
    ]

    @Test("a signal's pattern holds for what is one, and for nothing else")
    func signalPattern() throws {
        let pattern = try Regex(SignalName.pattern)
        let names = ["term", "SIGUSR1", "SigKill", "15", "64", "SIGRTMIN+3", "rtmin+30", "31", "34", "9"]
        let others = ["SIGNONE", "0", "65", "32", "33", "RTMIN+31", "SIG", "", "TERMS", "SIG9"]
        for text in names + others {
            let isSignal = SignalName.normalised(.string(text)) != nil
            #expect((text.wholeMatch(of: pattern) != nil) == isSignal && isSignal == names.contains(text), "\(text)")
        }
    }

    @Test("a value has a normal form, which is its own, or none", arguments: forms)
    func normalForm(form: Form) {
        #expect(form.type.normalised(form.given) == form.normal)
        if let normal = form.normal { #expect(form.type.normalised(normal) == normal) }
    }

    @Test("a value is wrong exactly if it has no normal form", arguments: forms)
    func check(form: Form) {
        #expect(form.type.check(form.given).isEmpty == (form.normal != nil))
    }

    @Test(
        "what is wrong is told with its place, all at once",
        arguments: [
            (
                .list(.integer(1...9)), [1, 10, "x"],
                [
                    "[1] must be a whole number from 1 to 9, not '10'",
                    "[2] must be a whole number from 1 to 9, not 'x'",
                ]
            ),
            (
                .object(["a": .bool, "b": .string]), ["a": 1, "c": 2],
                [
                    "a must be true or false, not '1'", "has no 'c'; there are a, b",
                ]
            ),
            (.environment, ["A=1", "=x", 2], ["[1] must be NAME=VALUE, not '=x'", "[2] must be NAME=VALUE, not '2'"]),
            (
                .list(.publishedPort), [["hostPort": 70_000, "prot": "tcp"]],
                [
                    "[0] has no 'port'", "[0].hostPort must be a whole number from 1 to 65535, not '70000'",
                    "[0] has no 'prot'; there are address, hostPort, port, protocol",
                ]
            ),
            (.choice(["a"]), [], ["must be one of a, not a list"]),
        ] as [(ParameterType, JSONValue, [String])])
    func problems(type: ParameterType, value: JSONValue, expected: [String]) {
        #expect(type.check(value).map(\.description) == expected)
    }

    @Test(
        "null is right for every type", arguments: [.string, .bool, .list(.string), .publishedPort] as [ParameterType])
    func null(type: ParameterType) {
        #expect(type.check(.null).isEmpty)
    }

    @Test(
        "a published port has a short form and a long one",
        arguments: [
            ("18080:8080", ["hostPort": 18080, "port": 8080]),
            ("127.0.0.1:53:5353/udp", ["hostPort": 53, "port": 5353, "address": "127.0.0.1", "protocol": "udp"]),
            ("80:web", ["hostPort": 80, "port": "web"]), ("80", nil), ("80:", nil), ("0:80", nil), ("80:65536", nil),
            ("1.2.3:80:80", nil), ("80:80/icmp", nil), ("80:80/tcp/udp", nil), ("+80:80", nil),
        ] as [(String, JSONValue?)])
    func publishedPort(text: String, long: JSONValue?) {
        #expect(ParameterType.publishedPort.normalised(.string(text)) == long)
    }
}
