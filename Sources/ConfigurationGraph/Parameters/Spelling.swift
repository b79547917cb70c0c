/// Finds the name that a misspelt one was meant to be.
public enum Spelling {
    /// The candidate that takes the fewest edits, at the most a third of the name's length; the first by name of
    /// equals, nil where none is near. Upper and lower case are alike.
    ///
    /// Takes time in proportion to the names' lengths times the name's.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        return candidates.filter { abs($0.count - name.count) <= limit && $0 != name }
            .map { (distance(Array(name.lowercased()), Array($0.lowercased())), $0) }
            .filter { $0.0 <= limit }
            .min { $0 < $1 }?.1
    }

    /// How many characters must be added, removed, replaced or swapped with their neighbour (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                var best = min(last[column + 1] + 1, current[column] + 1)
                best = min(best, last[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
