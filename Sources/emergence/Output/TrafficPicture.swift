import Engine

/// Requests, latencies and instances over time, as SVG: three panels above each other, a colour for each automaton.
struct TrafficPicture {
    let points: [TrafficPoint]

    private static let colours = ["#1f6feb", "#d1242f", "#1a7f37", "#8250df", "#bf8700", "#0e7490"]
    private static let (left, width, height, gap) = (70.0, 720.0, 130.0, 46.0)

    private struct Panel: Sendable {
        let title: String
        let value: @Sendable (TrafficPoint) -> Double?
    }

    private static let panels = [
        Panel(title: "requests in a second") { $0.requestsPerSecond },
        Panel(title: "p99 latency, ms") { $0.p99.map(Double.init) },
        Panel(title: "instances that are ready") { Double($0.instances) },
    ]

    /// The picture.
    var svg: String {
        let names = Set(points.map(\.automaton)).sorted()
        let start = points.map(\.time).min() ?? 0
        let span = max((points.map(\.time).max() ?? 0) - start, 1)
        let whole = 40 + Double(Self.panels.count) * (Self.height + Self.gap) + 20 * Double(max(names.count, 1))
        let panels = Self.panels.enumerated().map { index, panel in
            draw(panel, names, start, span, top: 30 + Double(index) * (Self.height + Self.gap))
        }
        let legend = names.enumerated().map { index, name in
            let y = whole - 20 * Double(names.count - index)
            return """
                <rect x="\(Self.left)" y="\(Self.number(y - 9))" width="12" height="12" fill="\(Self.colour(index))"/>
                <text x="\(Self.left + 18)" y="\(Self.number(y + 2))">\(Self.escaped(name))</text>
                """
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="820" height="\(Self.number(whole))" \
            font-family="Helvetica,Arial,sans-serif" font-size="12" fill="#24292f">
            <rect width="100%" height="100%" fill="white"/>
            \((panels + legend).joined(separator: "\n"))
            </svg>

            """
    }

    private func draw(_ panel: Panel, _ names: [String], _ start: Double, _ span: Double, top: Double) -> String {
        let most = max(points.compactMap(panel.value).max() ?? 0, 1)
        let bottom = top + Self.height
        let lines = names.enumerated().map { index, name in
            let places = points.filter { $0.automaton == name }.compactMap { point in
                panel.value(point).map { value in
                    let x = Self.left + (point.time - start) / span * Self.width
                    return "\(Self.number(x)),\(Self.number(bottom - value / most * Self.height))"
                }
            }
            return """
                <polyline points="\(places.joined(separator: " "))" fill="none" stroke="\(Self.colour(index))" \
                stroke-width="1.5"/>
                """
        }
        return """
            <text x="\(Self.left)" y="\(Self.number(top - 8))" font-weight="bold">\(panel.title)</text>
            <text x="\(Self.left - 8)" y="\(Self.number(top + 10))" text-anchor="end">\(Self.number(most))</text>
            <text x="\(Self.left - 8)" y="\(Self.number(bottom))" text-anchor="end">0</text>
            <path d="M\(Self.left),\(Self.number(top)) V\(Self.number(bottom)) h\(Self.width)" fill="none" \
            stroke="#8c959f"/>
            <text x="\(Self.left + Self.width)" y="\(Self.number(bottom + 14))" \
            text-anchor="end">\(Self.number(span)) s</text>
            \(lines.joined(separator: "\n"))
            """
    }

    private static func colour(_ index: Int) -> String { colours[index % colours.count] }

    private static func number(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return Int64(exactly: tenths).map { String($0) } ?? String(tenths)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
