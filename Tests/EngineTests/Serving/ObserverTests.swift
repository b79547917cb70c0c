import Foundation
import Relay
import Runtime
import Testing

@testable import Engine

@Suite("What is told of a machine") struct ObserverTests {
    private static func subject(
        _ instance: String, ready: Bool = true, seconds: Double, memory: Int64 = 1000
    ) -> Observer.Subject {
        Observer.Subject(
            instance: instance, automaton: "shop", isReady: ready,
            usage: InstanceUsage(processorSeconds: seconds, memory: memory), processorsAsked: 0.5, memoryAsked: 4000)
    }

    private static func second(
        _ time: Double, requests: Int, status: Int = 200, subjects: [Observer.Subject]
    ) -> Observer.Second {
        var meter = TrafficMeter()
        for number in 0..<requests {
            meter.note(
                RequestRecord(
                    service: "shop:80", instance: "shop-1", status: status, milliseconds: number % 10,
                    client: "10.0.0.7"))
        }
        return Observer.Second(
            time: time, window: meter.close(), host: "box",
            machine: InstanceUsage(processorSeconds: time * 1.5, memory: 9000), subjects: subjects,
            automatons: ["shop:80": "shop"])
    }

    @Test("rates are means of seconds, usage is what came between two looks, and the host has all")
    func rows() throws {
        var observer = Observer()
        _ = observer.note(
            Self.second(100, requests: 10, subjects: [Self.subject("shop-1", seconds: 5)]))
        let (seen, points, origins) = observer.note(
            Self.second(
                102, requests: 50,
                subjects: [Self.subject("shop-1", seconds: 6), Self.subject("shop-2", ready: false, seconds: 100)]))
        #expect(seen.time == 102)
        #expect(seen.rows.map(\.name) == ["box", "shop"])
        let (host, shop) = (seen.rows[0], seen.rows[1])
        #expect(shop.instances == 2 && shop.ready == 1)
        #expect(shop.requestsPerSecond == 20, "60 requests in 3 seconds")
        #expect(shop.processors == 0.5, "the new one has no look before")
        #expect(shop.memory == 2000 && shop.memoryAllocated == 8000 && shop.processorsAllocated == 1)
        #expect(shop.p50 == 4 && shop.p99 == 9 && shop.errorsPerSecond == 0)
        #expect(host.processors == 1.5 && host.memory == 9000 && host.requestsPerSecond == 20)
        #expect(seen.clients == [.init(network: "10.0.0.0/24", requestsPerSecond: 20)])
        #expect(origins == [.init(automaton: "shop", network: nil): 25])
        #expect(
            points == [
                TrafficPoint(
                    time: 102, automaton: "shop", instances: 1, requestsPerSecond: 25, p50: 4, p99: 9)
            ])
    }

    @Test("between two looks instances use what they did, and what is gone uses nothing")
    func unmeasured() {
        var observer = Observer()
        func note(_ time: Double, seconds: Double?, _ instances: [String] = ["shop-1"]) -> ObservedRow? {
            var second = Self.second(
                time, requests: 0, subjects: instances.map { Self.subject($0, seconds: seconds ?? 0) })
            second.hasUsage = seconds != nil
            if seconds == nil {
                second.subjects = second.subjects.map {
                    var kept = $0; kept.usage = nil; return kept
                }
            }
            return observer.note(second).observations.rows.first { $0.kind == .automaton }
        }
        _ = note(100, seconds: 5)
        #expect(note(103, seconds: 8)?.processors == 1)
        let kept = note(104, seconds: nil)
        #expect(kept?.processors == 1 && kept?.memory == 1000)
        #expect(note(106, seconds: 9.5)?.processors == 0.5)
        #expect(note(107, seconds: nil, []) == nil)
        let anew = note(108, seconds: nil)
        #expect(anew?.processors == 0 && anew?.memory == 0)
    }

    @Test("errors are counted, and a new run or a clock that is set back gives no nonsense")
    func odd() {
        var observer = Observer()
        _ = observer.note(Self.second(100, requests: 0, subjects: [Self.subject("shop-1", seconds: 50)]))
        let (seen, _, _) = observer.note(
            Self.second(90, requests: 2, status: 503, subjects: [Self.subject("shop-1", seconds: 1)]))
        let (next, _, _) = observer.note(Self.second(91, requests: 0, subjects: [Self.subject("shop-1", seconds: 0)]))
        for row in seen.rows + next.rows {
            #expect(row.processors.map { $0 >= 0 && $0.isFinite } == true)
            #expect((row.requestsPerSecond ?? 0).isFinite)
        }
        #expect(next.rows.last?.errorsPerSecond.map { $0 > 0 } == true)
    }

    @Test("what is kept is read again, and takes a bounded room")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/observations-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/run", withIntermediateDirectories: true)
        let files = ObservationFiles(StateDirectory(folder))
        #expect(files.read() == nil && files.readPoints(since: 0) == [])
        var observer = Observer()
        let (seen, points, _) = observer.note(
            Self.second(100, requests: 3, subjects: [Self.subject("shop-1", seconds: 5)]))
        try files.write(seen, points)
        #expect(files.read() == seen)
        #expect(files.readPoints(since: 0) == points && files.readPoints(since: 101) == [])
        // Far more than there is room for.
        let many = (0..<20_000).map { number in
            TrafficPoint(time: Double(number), automaton: "shop", instances: 1, requestsPerSecond: 1)
        }
        for _ in 0..<10 { try files.write(seen, many) }
        let size = try FileManager.default.contentsOfDirectory(atPath: folder + "/run").reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/run/\(name)")
            return sum + (attributes[.size] as? Int ?? 0)
        }
        #expect(size < 20 << 20, "\(size) bytes")
        // A line that was cut short is none.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/run/observations.lines"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"time\":".utf8))
        try handle.close()
        #expect(!files.readPoints(since: 0).isEmpty)
    }
}
