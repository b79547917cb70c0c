import ConfigurationGraph
import Testing

@testable import Engine

@Suite("What an agent is to read") struct ReadingDeskTests {
    private static func next(_ desk: ReadingDesk) async -> ReadingDesk.Order? {
        for await order in desk.orders { return order }
        return nil
    }

    @Test("is gathered while it reads: many commits are one reading")
    func gathered() async throws {
        let desk = ReadingDesk()
        desk.order(.placement, of: "web-1", at: Revision(3))
        desk.order(.status, of: "web-1", at: Revision(4))
        desk.order(.status, of: "web-2", at: Revision(5))
        let order = try #require(await Self.next(desk))
        #expect(order.placements == ["web-1"] && order.statuses == ["web-1", "web-2"])
        #expect(order.heard == Revision(5) && !order.isAll)
    }

    @Test("is everything where that is asked for, and what couldn't be read is read with what comes next")
    func putBack() async throws {
        let desk = ReadingDesk()
        desk.order(ticket: 7)
        let failed = try #require(await Self.next(desk))
        #expect(failed.isAll && failed.tickets == [7])
        desk.order(.placement, of: "web-1", at: Revision(9))
        desk.putBack(failed)
        let order = try #require(await Self.next(desk))
        #expect(order.isAll && order.tickets == [7] && order.placements == ["web-1"] && order.heard == Revision(9))
    }
}
