import Nix

/// How many paths of a closure need each of them, themselves or by others.
enum Popularity {
    /// The paths, those first that most others need; of equals the longer first, then by name. References come before
    /// what refers to them.
    static func order(of closure: [StorePathInfo]) -> [StorePath] {
        let counts = counts(of: closure)
        return closure.indices.sorted { left, right in
            if counts[left] != counts[right] { return counts[left] > counts[right] }
            let (left, right) = (closure[left], closure[right])
            return left.narSize == right.narSize ? left.path < right.path : left.narSize > right.narSize
        }.map { closure[$0].path }
    }

    /// For each path, how many need it, itself among them. Takes a word of memory a path: 64 paths at a time are followed
    /// down along the references.
    ///
    /// - Parameter closure: references before what refers to them.
    static func counts(of closure: [StorePathInfo]) -> [Int] {
        let places = Dictionary(
            closure.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let references = closure.indices.map { place in
            closure[place].references.compactMap { places[$0] }.filter { $0 != place }
        }
        var counts = [Int](repeating: 0, count: closure.count)
        for first in stride(from: 0, to: closure.count, by: UInt64.bitWidth) {
            let last = min(first + UInt64.bitWidth, closure.count)
            var marks = [UInt64](repeating: 0, count: last)
            for place in first..<last { marks[place] = 1 << UInt64(place - first) }
            // What refers to a path stands behind it, so its marks are complete when it is reached.
            for place in (0..<last).reversed() where marks[place] != 0 {
                for reference in references[place] { marks[reference] |= marks[place] }
            }
            for place in 0..<last { counts[place] += marks[place].nonzeroBitCount }
        }
        return counts
    }
}
