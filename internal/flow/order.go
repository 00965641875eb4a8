package flow

import (
	"cmp"
	"slices"
)

// sweeps is how often the layers are put in order and in place. The graphs are
// small: after a few times, nothing moves any more.
const sweeps = 12

// point is a node in its layer, or the place where an edge passes a layer that
// it has no node in.
type point struct {
	node, edge int
	layer      Layer
	height     int
	// y is its middle.
	y float64
	// near are its neighbours in the layers beside it, by side.
	near [2][]*point
}

const (
	left = iota
	right
)

// grid is the points in their layers, from top to bottom.
type grid [Place + 1][]*point

func join(from, to *point) {
	from.near[right] = append(from.near[right], to)
	to.near[left] = append(to.near[left], from)
}

// grid gives each node a point, and each edge one where it passes a layer.
func (b *builder) grid() *grid {
	var g grid
	points := make([]*point, len(b.out.Nodes))
	add := func(p *point) *point {
		g[p.layer] = append(g[p.layer], p)
		return p
	}
	for i := range b.out.Nodes {
		n := &b.out.Nodes[i]
		points[i] = add(&point{node: i, edge: None, layer: n.Layer, height: n.H})
	}
	for i, e := range b.out.Edges {
		from, to := points[e.From], points[e.To]
		for l := from.layer + 1; l < to.layer; l++ {
			by := add(&point{node: None, edge: i, layer: l, height: passage})
			join(from, by)
			from = by
		}
		join(from, to)
	}
	return &g
}

// order puts each layer in the order of its neighbours' middles, to and fro, and
// keeps the order with the fewest crossings (Sugiyama, Tagawa and Toda, 1981).
func (g *grid) order() {
	best, fewest := g.copied(), g.crossings()
	for i := range sweeps {
		side := i % 2
		for j := 1; j < len(g); j++ {
			l := j
			if side == right {
				l = len(g) - 1 - j
			}
			barycentre(g[l], position(g), side)
		}
		if n := g.crossings(); n < fewest {
			best, fewest = g.copied(), n
		}
	}
	*g = best
}

func (g *grid) copied() grid {
	var out grid
	for l := range g {
		out[l] = slices.Clone(g[l])
	}
	return out
}

// position tells where in its layer each point stands.
func position(g *grid) map[*point]int {
	out := map[*point]int{}
	for _, layer := range g {
		for i, p := range layer {
			out[p] = i
		}
	}
	return out
}

// barycentre sorts a layer by the mean of the neighbours on one side. A point
// without any stays about where it is.
func barycentre(layer []*point, at map[*point]int, side int) {
	mean := map[*point]float64{}
	for _, p := range layer {
		mean[p] = float64(at[p])
		if near := p.near[side]; len(near) > 0 {
			sum := 0
			for _, q := range near {
				sum += at[q]
			}
			mean[p] = float64(sum) / float64(len(near))
		}
	}
	slices.SortStableFunc(layer, func(p, q *point) int { return cmp.Compare(mean[p], mean[q]) })
}

// crossings counts the pairs of edges between neighbouring layers that cross.
func (g *grid) crossings() int {
	at, n := position(g), 0
	for _, layer := range g {
		var edges [][2]int
		for i, p := range layer {
			for _, q := range p.near[right] {
				edges = append(edges, [2]int{i, at[q]})
			}
		}
		for i, e := range edges {
			for _, f := range edges[i+1:] {
				if (e[0]-f[0])*(e[1]-f[1]) < 0 {
					n++
				}
			}
		}
	}
	return n
}

// place moves each point to the mean of its neighbours' middles as far as the
// order and the room between boxes let it.
func (g *grid) place() {
	for _, layer := range g {
		y := 0.0
		for _, p := range layer {
			p.y = y + float64(p.height)/2
			y += float64(p.height) + gap
		}
	}
	for range sweeps {
		for l := range g {
			spread(g[l])
		}
		for l := len(g) - 1; l >= 0; l-- {
			spread(g[l])
		}
	}
}

// spread finds the heights nearest to those wished for, in the sense of least
// squares, that keep the order and the gaps: points that would overlap move as
// one, to the mean of what they wish (pool adjacent violators).
func spread(layer []*point) {
	type pool struct {
		sum  float64
		from int
		n    int
	}
	var pools []pool
	offsets := make([]float64, len(layer))
	for i, p := range layer {
		if i > 0 {
			offsets[i] = offsets[i-1] + float64(layer[i-1].height+p.height)/2 + gap
		}
		pools = append(pools, pool{p.wish() - offsets[i], i, 1})
		for last := len(pools) - 1; last > 0; last-- {
			before, this := pools[last-1], pools[last]
			if before.sum/float64(before.n) <= this.sum/float64(this.n) {
				break
			}
			pools = append(pools[:last-1], pool{before.sum + this.sum, before.from, before.n + this.n})
		}
	}
	for _, pool := range pools {
		for i := pool.from; i < pool.from+pool.n; i++ {
			layer[i].y = pool.sum/float64(pool.n) + offsets[i]
		}
	}
}

// wish is the height at which a point would have the shortest edges.
func (p *point) wish() float64 {
	sum, n := 0.0, 0
	for _, near := range p.near {
		for _, q := range near {
			sum, n = sum+q.y, n+1
		}
	}
	if n == 0 {
		return p.y
	}
	return sum / float64(n)
}
