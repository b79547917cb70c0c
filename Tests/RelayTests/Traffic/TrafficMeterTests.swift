import Relay
import Testing

@Suite("What the log of requests says") struct TrafficMeterTests {
    @Test("a request's line is read, whatever its answer")
    func lines() {
        #expect(
            RequestRecord("request shop:18080 shop-1 200 14 127.0.0.1\n", word: "request")
                == RequestRecord(
                    service: "shop:18080", instance: "shop-1", status: 200, milliseconds: 14, client: "127.0.0.1"))
        #expect(
            RequestRecord("request shop:18080 <NOSRV> 503 0 10.0.0.9", word: "request")
                == RequestRecord(service: "shop:18080", instance: nil, status: 503, milliseconds: 0, client: "10.0.0.9")
        )
        // The client went away before there was an answer.
        #expect(RequestRecord("request shop:18080 shop-1 -1 31 10.0.0.9", word: "request")?.status == nil)
        #expect(RequestRecord("request shop:18080 shop-1 0 -1 10.0.0.9", word: "request")?.milliseconds == 0)
    }

    @Test(
        "all else is no request",
        arguments: [
            "", "request", "Server shop:18080/shop-1 is UP/READY (leaving forced maintenance).",
            "Proxy shop:18080 stopped (cumulated conns: FE: 0, BE: 7).", "request a b 200 x 127.0.0.1",
            "request a b 200 1 127.0.0.1 more", "forged shop:18080 shop-1 200 14 127.0.0.1",
        ])
    func others(line: String) {
        #expect(RequestRecord(line, word: "request") == nil)
    }

    private static func record(_ instance: String?, _ status: Int?, _ time: Int, from client: String) -> RequestRecord {
        RequestRecord(service: "shop:80", instance: instance, status: status, milliseconds: time, client: client)
    }

    @Test("a window has what came in it, by service, instance and network, and the next one begins empty")
    func windows() {
        var meter = TrafficMeter()
        meter.note(Self.record("shop-1", 200, 5, from: "10.1.2.3"))
        meter.note(Self.record("shop-2", 500, 9, from: "10.1.2.77"))
        meter.note(Self.record(nil, 503, 0, from: "10.9.9.9"))
        let window = meter.close()
        #expect(window.services["shop:80"]?.requests == 3)
        #expect(window.services["shop:80"]?.errors == 2)
        #expect(window.services["shop:80"]?.latencies.percentile(1) == 9)
        #expect(window.instances.mapValues(\.requests) == ["shop-1": 1, "shop-2": 1])
        #expect(window.clients == ["10.1.2.0/24": 2, "10.9.9.0/24": 1])
        #expect(window.untold == 0)
        #expect(meter.close() == TrafficMeter.Window())
    }

    @Test("requests are told apart by the narrowest network that the client is in")
    func origins() throws {
        var meter = TrafficMeter()
        meter.networks = ClientNetworks([
            try #require(IPv4Network("10.0.0.0/8")): "wide", try #require(IPv4Network("10.1.2.0/24")): "narrow",
        ])
        for client in ["10.1.2.3", "10.1.2.4", "10.9.9.9", "192.0.2.1", "2001:db8::1"] {
            meter.note(Self.record("shop-1", 200, 5, from: client))
        }
        let counts = meter.close().origins
        #expect(counts[.init(service: "shop:80", network: "narrow")] == 2)
        #expect(counts[.init(service: "shop:80", network: "wide")] == 1)
        #expect(counts[.init(service: "shop:80", network: nil)] == 2)
        #expect(counts.count == 3)
    }

    @Test("it holds no more than it has room for, and says what it left out")
    func bounded() {
        var meter = TrafficMeter(capacity: 2)
        for client in 0..<100 {
            meter.note(Self.record("shop-\(client % 5)", 200, 1, from: "10.0.\(client).1"))
        }
        let window = meter.close()
        #expect(window.instances.count == 2 && window.clients.count == 2)
        #expect(window.services["shop:80"]?.requests == 100)
        #expect(window.untold == 98)
    }
}
